import { assertNever, type KeyringEvent } from '#contracts';
import { type KeyringCommand, type KeyringPolicy } from './commands.js';
import { changeKey, pauseKey, resumeKey } from './changing.js';
import { requireFewChanges } from './change-limit.js';
import { fold } from './evolve.js';
import { createKey, rotateKey } from './issuing.js';
import { requireActiveOwner, type Keyring } from './keyring.js';
import { changeRole, deactivateOwner, reactivateOwner } from './members.js';
import { clearReminder, setReminder } from './reminders.js';
import { endGrace, revokeAllKeys, revokeKey, revokeMemberKeys } from './revoking.js';
import { visitNews } from './role.js';

/**
 * What `command` makes happen; nothing for one that only repeats. Pure: time and ids are passed in.
 * What the owner's own token says comes first, so one commit holds both.
 * @throws Problem the refusal
 */
export function decide(command: KeyringCommand, keyring: Keyring, now: Date, policy: KeyringPolicy): KeyringEvent[] {
  const { requester } = command;
  if (requester.kind !== 'self') return decideAlone(command, keyring, now, policy);
  requireActiveOwner(keyring);
  const news = visitNews(keyring.owner, requester.token, policy.roleSource);
  const informed = fold(
    keyring,
    news.map((event) => ({ event, at: now.toISOString() })),
  );
  const events = decideAlone(command, informed, now, policy);
  requireFewChanges(events, keyring, now, policy.mutationsPerHour);
  return [...news, ...events];
}

function decideAlone(command: KeyringCommand, keyring: Keyring, now: Date, policy: KeyringPolicy): KeyringEvent[] {
  switch (command.type) {
    case 'RecordVisit':
      return [];
    case 'CreateKey':
      return createKey(command, keyring, now, policy);
    case 'RotateKey':
      return rotateKey(command, keyring, now);
    case 'ChangeKey':
      return changeKey(command, keyring, now, policy);
    case 'PauseKey':
      return pauseKey(command, keyring, now);
    case 'ResumeKey':
      return resumeKey(command, keyring, now);
    case 'EndGrace':
      return endGrace(command, keyring, now);
    case 'RevokeKey':
      return revokeKey(command, keyring);
    case 'RevokeAllKeys':
      return revokeAllKeys(command, keyring, now);
    case 'RevokeMemberKeys':
      return revokeMemberKeys(command, keyring, now);
    case 'SetReminder':
      return setReminder(command, keyring, now);
    case 'ClearReminder':
      return clearReminder(command, keyring, now);
    case 'ChangeRole':
      return changeRole(command, keyring, now, policy);
    case 'DeactivateOwner':
      return deactivateOwner(command, keyring);
    case 'ReactivateOwner':
      return reactivateOwner(command, keyring, now);
    default:
      return assertNever(command);
  }
}
