import { describe, expect, it } from '@jest/globals';
import { type MailId, type Stage, STAGES } from '../domain/mail-plan.js';
import { onDay } from '../domain/testing/events.js';
import { keyChange } from '../testing/changes.js';
import { messageId } from './message-id.js';
import { type MailSettings, reminderMail } from './reminder-mail.js';

const EVE = { ownerId: 'acme/eve', email: 'eve@acme.example', name: 'Eve' };
const SETTINGS: MailSettings = {
  consoleUrl: 'https://keys.acme.example/',
  graceHours: 24,
  messageIdHost: 'acme.example',
};
const idOf = (stage: Stage): MailId => ({ credentialId: 'c1', intervalDays: 30, stage });

function mail({
  stage = 'due',
  name = 'A key',
  ownerName = 'Eve',
  settings = {},
}: { stage?: Stage; name?: string; ownerName?: string | null; settings?: Partial<MailSettings> } = {}) {
  const { schedule } = keyChange({ name, expiresAt: onDay(33) });
  return reminderMail(schedule, idOf(stage), { ...EVE, name: ownerName }, onDay(31), { ...SETTINGS, ...settings });
}

describe('a reminder', () => {
  it.each(STAGES)('has no date without its time and zone: %s', (stage) => {
    const { subject, text, html } = mail({ stage });
    const dates = [...`${subject}\n${text}\n${html}`.matchAll(/\d{1,2} (?:January|February|March) 2026(.{0,11})/g)];
    expect(dates.length).toBeGreaterThan(2);
    for (const [, rest] of dates) expect(rest).toMatch(/^, \d\d:\d\d UTC/);
  });

  it('says the grace that is configured', () => {
    expect(mail({ settings: { graceHours: 72 } }).text).toContain('for a grace period (72 hours unless');
    expect(mail({ settings: { graceHours: 1 } }).text).toContain('(1 hour unless');
    expect(mail({ settings: { graceHours: 0 } }).text).toContain('The old key stops working at once');
  });

  it.each(['Ann Ångström', 'O’Connor, Sinéad', 'J.R.R. Tolkien', '李小龍', 'علی\u200Cرضا', '  Eve '])(
    'greets by a name: %j',
    (ownerName) => {
      const { to, text } = mail({ ownerName });
      expect([to.name, text.split('\n')[0]]).toEqual([ownerName.trim(), `Hello ${ownerName.trim()},`]);
    },
  );

  it.each([
    'Eve,\n\nYour key was stolen. Go to https://evil.example now.',
    'Eve\r\nBcc: all@acme.example',
    'go to evil.example',
    'www.evil',
    'eve@evil.example',
    'a/b',
    'Eve\u2028Now',
    'Eve\u202Eevil',
    'Eve\u0000',
    '<b>Eve</b>',
    'E'.repeat(65),
    '',
    '   ',
    null,
  ])('takes no word for a name that may be more: %j', (ownerName) => {
    const { to, text, html } = mail({ ownerName });
    expect([to.name, text.split('\n')[0]]).toEqual([null, 'Hello,']);
    expect(html).toContain('<p>Hello,</p>');
  });

  it.each([
    ['Two\nlines', 'Two lines'],
    ['Turned \u202Eround', 'Turned round'],
    ['a\u0000b', 'a b'],
    ['\u200B\u00AD', '(no name that can be shown)'],
    ['x'.repeat(300), `${'x'.repeat(100)}…`],
  ])('shows the key’s name on one line: %j', (name, shown) => {
    const { subject, text } = mail({ name });
    expect(subject).toBe(`Your API key "${shown}" is due for rotation`);
    expect(text).toContain(`  Key:         ${shown}\n`);
  });

  it('links to the console and to nothing else', () => {
    const { text, html } = mail();
    expect([...`${text} ${html}`.matchAll(/https?:[^\s"<]+/g)].map(([link]) => link)).toEqual([
      'https://keys.acme.example/',
      'https://keys.acme.example/',
    ]);
    expect(mail({ settings: { consoleUrl: null } }).html).not.toContain('href');
  });

  it('about the expiry is the same mail whatever was rotated or set since', () => {
    expect(messageId('k1', idOf('expiring'), 'x')).toBe(
      messageId('k1', { credentialId: 'c2', intervalDays: 90, stage: 'expiring' }, 'x'),
    );
    expect(new Set(STAGES.map((stage) => messageId('k1', idOf(stage), 'x'))).size).toBe(3);
  });
});
