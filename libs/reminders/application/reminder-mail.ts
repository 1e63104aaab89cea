import { momentForPeople, type OwnerContact } from '#contracts';
import { type MailId } from '../domain/mail-plan.js';
import { addDays, daysBetween, type KeySchedule } from '../domain/schedule.js';
import { type Mail } from '../ports/mailer.js';
import { messageId } from './message-id.js';
import { greetingName, onOneLine } from './plain-words.js';

export interface MailSettings {
  /** Address of the page where keys are rotated; null: the mail has no link. */
  readonly consoleUrl: string | null;
  /** GRACE_HOURS: how long a replaced secret works on when nobody says otherwise. */
  readonly graceHours: number;
  /** Right-hand side of Message-IDs: the sender's domain. */
  readonly messageIdHost: string;
}

/** What a reminder says. It never holds a secret: of the key it has the name and the hint. */
export function reminderMail(
  schedule: KeySchedule,
  id: MailId,
  contact: OwnerContact,
  now: Date,
  settings: MailSettings,
): Mail {
  const name = onOneLine(schedule.name);
  const addressee = greetingName(contact.name);
  const greeting = addressee === null ? 'Hello,' : `Hello ${addressee},`;
  const link = settings.consoleUrl;
  const content = {
    greeting,
    link,
    ...(id.stage === 'expiring'
      ? expiryOf(schedule, name, now)
      : rotationOf(schedule, id, name, now, settings.graceHours)),
  };
  return {
    to: { name: addressee, address: contact.email },
    subject: content.subject,
    text: asText(content),
    html: asHtml(content),
    messageId: messageId(schedule.keyId, id, settings.messageIdHost),
    date: now,
  };
}

interface Message {
  readonly subject: string;
  readonly lead: string;
  readonly facts: readonly (readonly [label: string, value: string])[];
  readonly title: string;
  readonly steps: readonly string[];
  readonly remark: string;
}

interface Content extends Message {
  readonly greeting: string;
  readonly link: string | null;
}

const OPEN = 'Open Settings > Security > API Keys.';
const ROTATING = [
  OPEN,
  'Click Rotate next to the key. The new key has the same name, scope and permissions.',
  'Copy the new key at once (it is shown only then) and put it into your scripts and integrations.',
];
const REPLACING = [
  OPEN,
  'Click + Create API Key, and choose the scope and the expiry that you need.',
  'Copy the new key at once (it is shown only then), put it into your scripts and integrations, then revoke this one.',
];
const REASON =
  'You get this mail because a rotation reminder is set on this key. Change or clear it in the key’s menu.';

function rotationOf(schedule: KeySchedule, id: MailId, name: string, now: Date, graceHours: number): Message {
  const dueAt = addDays(schedule.issuedAt, id.intervalDays);
  const subject =
    id.stage === 'approaching'
      ? `Rotate your API key "${name}" by ${momentForPeople(dueAt)}`
      : `Your API key "${name}" is due for rotation`;
  return {
    subject,
    lead: rotationLead(id, name, dueAt, now),
    facts: factsOf(schedule, name, now),
    title: 'How to rotate it:',
    steps: ROTATING,
    remark: graceOf(graceHours),
  };
}

function rotationLead({ stage, intervalDays }: MailId, name: string, dueAt: Date, now: Date): string {
  if (stage === 'approaching')
    return `your API key "${name}" should be rotated in ${count(daysUntil(dueAt, now), 'day')}, on ${momentForPeople(dueAt)}.`;
  const since = daysBetween(dueAt, now);
  const when =
    since === 0
      ? 'is due for rotation today'
      : `was due for rotation ${count(since, 'day')} ago, on ${momentForPeople(dueAt)}`;
  return `your API key "${name}" ${when}: it should be rotated every ${String(intervalDays)} days.`;
}

function graceOf(hours: number): string {
  return hours === 0
    ? 'The old key stops working at once, unless you choose a grace period when you rotate.'
    : `The old key works on for a grace period (${count(hours, 'hour')} unless you choose otherwise), so that nothing has to stop.`;
}

function expiryOf(schedule: KeySchedule, name: string, now: Date): Message {
  const expiresAt = schedule.expiresAt ?? now;
  const moment = momentForPeople(expiresAt);
  return {
    subject: `Your API key "${name}" expires on ${moment}`,
    lead: `your API key "${name}" expires in ${count(daysUntil(expiresAt, now), 'day')}, on ${moment}. From then on it is refused.`,
    facts: factsOf(schedule, name, now),
    title: 'How to replace it:',
    steps: REPLACING,
    remark:
      'Rotating the key gives it a new secret, not a later expiry. To keep the key as it is, change its expiry in its menu.',
  };
}

function factsOf({ hint, issuedAt, intervalDays, expiresAt }: KeySchedule, name: string, now: Date): Message['facts'] {
  const dueAt = intervalDays === null ? null : addDays(issuedAt, intervalDays);
  const isReached = dueAt !== null && (expiresAt === null || dueAt < expiresAt);
  return [
    ['Key', name],
    ['Begins with', `${hint}…`],
    ['Age', count(daysBetween(issuedAt, now), 'day')],
    ...(isReached ? [['Rotate by', momentForPeople(dueAt)] as const] : []),
    ...(intervalDays === null ? [] : [['Reminder', `every ${String(intervalDays)} days`] as const]),
    ...(expiresAt === null ? [] : [['Expires', momentForPeople(expiresAt)] as const]),
  ];
}

/** Begun days count. */
function daysUntil(moment: Date, now: Date): number {
  return Math.max(1, Math.ceil((moment.getTime() - now.getTime()) / 86_400_000));
}

function count(amount: number, unit: string): string {
  return `${String(amount)} ${unit}${amount === 1 ? '' : 's'}`;
}

function asText({ greeting, lead, facts, title, steps, remark, link }: Content): string {
  return [
    greeting,
    '',
    lead,
    '',
    ...facts.map(([label, value]) => `  ${`${label}:`.padEnd(13)}${value}`),
    '',
    title,
    ...steps.map((step, index) => `  ${String(index + 1)}. ${step}`),
    '',
    remark,
    '',
    ...(link === null ? [] : [`Your API keys: ${link}`, '']),
    REASON,
    '',
  ].join('\n');
}

function asHtml({ subject, greeting, lead, facts, title, steps, remark, link }: Content): string {
  const rows = facts.map(
    ([label, value]) => `<tr><th align="left">${escapeHtml(label)}</th><td>${escapeHtml(value)}</td></tr>`,
  );
  return [
    `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>${escapeHtml(subject)}</title></head>`,
    '<body style="font-family:sans-serif;line-height:1.5">',
    `<p>${escapeHtml(greeting)}</p><p>${escapeHtml(lead)}</p>`,
    `<table cellpadding="4">${rows.join('')}</table>`,
    `<p>${escapeHtml(title)}</p><ol>${steps.map((step) => `<li>${escapeHtml(step)}</li>`).join('')}</ol>`,
    `<p>${escapeHtml(remark)}</p>`,
    ...(link === null ? [] : [`<p><a href="${escapeHtml(link)}">Your API keys</a></p>`]),
    `<p><small>${escapeHtml(REASON)}</small></p></body></html>`,
  ].join('\n');
}

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => ENTITIES[character] ?? character);
}
