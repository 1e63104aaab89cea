import { type Key } from '../api/types';
import { addDays } from '../time/format';

/** As REMINDER_LEAD_DAYS and the mail about an expiry are unless an operator has changed the former. */
const LEAD_DAYS = 7;

/**
 * When the next mail about `key` goes out, were it reminded of every `days` days: null: none any more. What has passed
 * is sent at once, unless the same reminder is set already.
 */
export function nextMail(
  { createdAt, rotatedAt, expiresAt, reminder }: Pick<Key, 'createdAt' | 'rotatedAt' | 'expiresAt' | 'reminder'>,
  days: number,
  now: number,
): Date | null {
  const due = addDays(Date.parse(rotatedAt ?? createdAt), days);
  const expiry = expiresAt === null ? null : new Date(expiresAt);
  const rotation = expiry !== null && expiry <= due ? [] : [addDays(due.getTime(), -LEAD_DAYS), due];
  const expiring = expiry !== null && expiry.getTime() > now ? [addDays(expiry.getTime(), -LEAD_DAYS)] : [];
  const isMissed = (mails: readonly Date[], wasSent: boolean) => !wasSent && mails.some((at) => at.getTime() <= now);
  if (isMissed(rotation, reminder?.intervalDays === days) || isMissed(expiring, reminder !== null))
    return new Date(now);
  return (
    [...rotation, ...expiring].filter((at) => at.getTime() > now).toSorted((a, b) => a.getTime() - b.getTime())[0] ??
    null
  );
}
