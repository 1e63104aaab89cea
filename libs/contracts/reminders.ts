/** How many days before its expiry a key with a reminder is mailed about. */
export const EXPIRY_MAIL_DAYS = 7;

const DATE = new Intl.DateTimeFormat('en-GB', { dateStyle: 'long', timeZone: 'UTC' });
const TIME = new Intl.DateTimeFormat('en-GB', { timeStyle: 'short', timeZone: 'UTC' });

/** `31 January 2027, 23:30 UTC`: a moment for readers anywhere. */
export function momentForPeople(moment: Date): string {
  return `${DATE.format(moment)}, ${TIME.format(moment)} UTC`;
}
