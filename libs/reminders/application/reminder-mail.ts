import { type OwnerContact } from '#contracts';
import { type MailId } from '../domain/mail-plan.js';
import { addDays, daysBetween, type KeySchedule } from '../domain/schedule.js';
import { type Mail } from '../ports/mailer.js';
import { messageId } from './message-id.js';

export interface MailSettings {
  /** Address of the page where keys are rotated; null: the mail has no link. */
  readonly consoleUrl: string | null;
  /** Right-hand side of Message-IDs: the sender's domain. */
  readonly messageIdHost: string;
}

const LONG_DATE = new Intl.DateTimeFormat('en-GB', { dateStyle: 'long', timeZone: 'UTC' });

/** What a reminder says. It never holds a secret: of the key it tells the name and the hint. */
export function reminderMail(schedule: KeySchedule, id: MailId, contact: OwnerContact, now: Date, settings: MailSettings): Mail {
  const { keyId, name } = schedule;
  const dueAt = addDays(schedule.issuedAt, id.intervalDays);
  const facts = factsOf(schedule, id, dueAt, now);
  const greeting = contact.name === null ? 'Hello,' : `Hello ${contact.name},`;
  const subject = id.stage === 'approaching' ? `Rotate your API key "${name}" by ${LONG_DATE.format(dueAt)}` : `Your API key "${name}" is due for rotation`;
  const lead = leadOf(id, name, dueAt, now);
  return {
    to: { name: contact.name, address: contact.email },
    subject,
    text: asText({ greeting, lead, facts, link: settings.consoleUrl }),
    html: asHtml({ subject, greeting, lead, facts, link: settings.consoleUrl }),
    messageId: messageId(keyId, id, settings.messageIdHost),
    date: now,
  };
}

interface Content {
  readonly greeting: string;
  readonly lead: string;
  readonly facts: readonly (readonly [label: string, value: string])[];
  readonly link: string | null;
}

const STEPS = [
  'Open Settings > Security > API Keys.',
  'Click Rotate next to the key. The new key has the same name, scope and permissions.',
  'Copy the new key at once (it is shown only then) and put it into your scripts and integrations.',
];
const GRACE = 'The old key works on for a grace period (24 hours unless you choose otherwise), so that nothing has to stop.';
const REASON = 'You get this mail because a rotation reminder is set on this key. Change or clear it in the key’s menu.';

function leadOf({ stage, intervalDays }: MailId, name: string, dueAt: Date, now: Date): string {
  if (stage === 'approaching') {
    const days = Math.max(1, Math.ceil((dueAt.getTime() - now.getTime()) / 86_400_000));
    return `your API key "${name}" should be rotated in ${count(days, 'day')}, on ${LONG_DATE.format(dueAt)}.`;
  }
  const since = daysBetween(dueAt, now);
  const when = since === 0 ? 'is due for rotation today' : `was due for rotation ${count(since, 'day')} ago, on ${LONG_DATE.format(dueAt)}`;
  return `your API key "${name}" ${when}: it is to be rotated every ${String(intervalDays)} days.`;
}

function factsOf({ name, hint, issuedAt, expiresAt }: KeySchedule, { intervalDays }: MailId, dueAt: Date, now: Date): Content['facts'] {
  return [
    ['Key', name],
    ['Begins with', `${hint}…`],
    ['Age', count(daysBetween(issuedAt, now), 'day')],
    ['Rotate by', LONG_DATE.format(dueAt)],
    ['Reminder', `every ${String(intervalDays)} days`],
    ...(expiresAt === null ? [] : [['Expires', LONG_DATE.format(expiresAt)] as const]),
  ];
}

function count(amount: number, unit: string): string {
  return `${String(amount)} ${unit}${amount === 1 ? '' : 's'}`;
}

function asText({ greeting, lead, facts, link }: Content): string {
  return [
    greeting, '', lead, '',
    ...facts.map(([label, value]) => `  ${`${label}:`.padEnd(13)}${value}`), '',
    'How to rotate it:',
    ...STEPS.map((step, index) => `  ${String(index + 1)}. ${step}`), '',
    GRACE, '',
    ...(link === null ? [] : [`Your API keys: ${link}`, '']),
    REASON, '',
  ].join('\n');
}

function asHtml({ subject, greeting, lead, facts, link }: Content & { readonly subject: string }): string {
  const rows = facts.map(([label, value]) => `<tr><th align="left">${escapeHtml(label)}</th><td>${escapeHtml(value)}</td></tr>`);
  return [
    `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>${escapeHtml(subject)}</title></head>`,
    '<body style="font-family:sans-serif;line-height:1.5">',
    `<p>${escapeHtml(greeting)}</p><p>${escapeHtml(lead)}</p>`,
    `<table cellpadding="4">${rows.join('')}</table>`,
    `<p>How to rotate it:</p><ol>${STEPS.map((step) => `<li>${escapeHtml(step)}</li>`).join('')}</ol>`,
    `<p>${escapeHtml(GRACE)}</p>`,
    ...(link === null ? [] : [`<p><a href="${escapeHtml(link)}">Your API keys</a></p>`]),
    `<p><small>${escapeHtml(REASON)}</small></p></body></html>`,
  ].join('\n');
}

const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', '\'': '&#39;' };

function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => ENTITIES[character] ?? character);
}
