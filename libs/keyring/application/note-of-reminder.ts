import { type OwnerId, type ContactDirectory } from '#contracts';
import { requireKey } from '../domain/keyring.js';
import { expiryNote } from '../domain/reminder-note.js';
import { type CommandOutcome } from './command-loop.js';

/** What its owner should know of when the reminder's mail comes; null: it comes as set, or none is set. */
export async function noteOfReminder(
  { keyring, at }: CommandOutcome,
  keyId: string,
  ownerId: OwnerId,
  contacts: Pick<ContactDirectory, 'isRefused'>,
): Promise<string | null> {
  const key = requireKey(keyring, keyId);
  if (key.reminder === null) return null;
  const refused = (await contacts.isRefused(ownerId))
    ? 'Mail to the known address was refused: nothing is sent until your user token has another address.'
    : null;
  const notes = [expiryNote(key, at), refused].filter((note) => note !== null);
  return notes.length === 0 ? null : notes.join(' ');
}
