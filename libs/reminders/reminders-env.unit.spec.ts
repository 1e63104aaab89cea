import { describe, expect, it } from '@jest/globals';
import { loadEnv } from '#env';
import { RemindersEnv } from './reminders-env.js';

describe('the environment of reminders', () => {
  it('needs nothing', () => {
    const env = loadEnv(RemindersEnv, {});
    expect(env.REMINDER_LEAD_DAYS).toBe(7);
    expect(loadEnv(RemindersEnv, { MAIL_FROM: env.MAIL_FROM }).MAIL_FROM).toBe(env.MAIL_FROM);
    expect([env.SMTP_URL, env.CONSOLE_URL]).toEqual([undefined, undefined]);
  });

  it.each([
    ['SMTP_URL', 'smtps://keys:hunter2@mail.example.com:465'],
    ['SMTP_URL', 'smtp://localhost:1025'],
    ['MAIL_FROM', 'keys@example.com'],
    ['MAIL_FROM', 'Keyward Keys <keys@example.com>'],
    ['CONSOLE_URL', 'https://keys.example.com/settings'],
    ['REMINDER_LEAD_DAYS', '0'],
    ['REMINDER_CLAIM_MS', '10000'],
  ])('takes %s=%s', (name, value) => {
    expect(
      String(Object.entries(loadEnv(RemindersEnv, { [name]: value })).find(([property]) => property === name)?.[1]),
    ).toBe(value);
  });

  it.each([
    ['SMTP_URL', 'mail.example.com'],
    ['SMTP_URL', 'https://mail.example.com'],
    ['SMTP_URL', 'smtp://'],
    ['MAIL_FROM', 'keys'],
    ['MAIL_FROM', 'Keys <keys>'],
    ['MAIL_FROM', 'a@example.com, b@example.com'],
    ['CONSOLE_URL', 'javascript:alert(1)'],
    ['CONSOLE_URL', 'keys.example.com'],
    ['REMINDER_LEAD_DAYS', '30'],
    ['REMINDER_LEAD_DAYS', '-1'],
    ['REMINDER_LEAD_DAYS', '1.5'],
    ['REMINDER_CLAIM_MS', '9999'],
  ])('refuses %s=%s, and names it', (name, value) => {
    expect(() => loadEnv(RemindersEnv, { [name]: value })).toThrow(name);
  });

  it('never shows the password of the mail server', () => {
    expect(() => loadEnv(RemindersEnv, { SMTP_URL: 'imap://keys:hunter2@mail.example.com' })).toThrow(
      expect.objectContaining({ message: expect.not.stringContaining('hunter2') }),
    );
  });
});
