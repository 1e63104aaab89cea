import { EXPIRY_MAIL_DAYS, momentForPeople } from '#contracts';
import { type Key } from './keyring.js';
import { addDays } from './time.js';

/** The note for the owner on a reminder whose date the key does not live to see; null: it does, or has none. */
export function expiryNote({ expiresAt, reminder, current }: Key, now: Date): string | null {
  if (reminder === null || expiresAt === null || addDays(current.issuedAt, reminder) < expiresAt) return null;
  const isSoon = addDays(now, EXPIRY_MAIL_DAYS) >= expiresAt;
  const mail = isSoon
    ? 'A mail about the expiry goes out at once instead.'
    : `A mail goes out ${String(EXPIRY_MAIL_DAYS)} days before the expiry instead.`;
  return `This key expires on ${momentForPeople(expiresAt)}, before the reminder would be due. ${mail}`;
}
