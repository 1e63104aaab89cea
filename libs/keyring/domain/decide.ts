import { assertNever, type KeyringEvent } from '#contracts';
import { type KeyringCommand, type KeyringPolicy } from './commands.js';
import { evolve } from './evolve.js';
import { createKey, rotateKey } from './issuing.js';
import { requireActiveOwner, type Keyring } from './keyring.js';
import { changeRole, deactivateOwner, reactivateOwner } from './members.js';
import { clearReminder, setReminder } from './reminders.js';
import { endGrace, revokeAllKeys, revokeKey } from './revoking.js';
import { adoptRole } from './role.js';

/**
 * What `command` makes happen; nothing for one that only repeats. Pure: time and ids are passed in.
 * What the owner's own token tells of his role comes first, so one commit holds both.
 * @throws Problem the refusal
 */
export function decide(command: KeyringCommand, keyring: Keyring, now: Date, policy: KeyringPolicy): KeyringEvent[] {
  const { requester } = command;
  if (requester.kind === 'manager') return decideAlone(command, keyring, now, policy);
  requireActiveOwner(keyring);
  const roleNews = adoptRole(keyring.owner, requester.token, policy.roleSource);
  const informed = roleNews.reduce((known, event) => evolve(known, { event, at: now.toISOString() }), keyring);
  return [...roleNews, ...decideAlone(command, informed, now, policy)];
}

function decideAlone(command: KeyringCommand, keyring: Keyring, now: Date, policy: KeyringPolicy): KeyringEvent[] {
  switch (command.type) {
    case 'CreateKey': return createKey(command, keyring, now, policy);
    case 'RotateKey': return rotateKey(command, keyring, now);
    case 'EndGrace': return endGrace(command, keyring, now);
    case 'RevokeKey': return revokeKey(command, keyring);
    case 'RevokeAllKeys': return revokeAllKeys(command, keyring, now);
    case 'SetReminder': return setReminder(command, keyring, now);
    case 'ClearReminder': return clearReminder(command, keyring, now);
    case 'ChangeRole': return changeRole(command, keyring, policy);
    case 'DeactivateOwner': return deactivateOwner(keyring);
    case 'ReactivateOwner': return reactivateOwner(keyring);
    default: return assertNever(command);
  }
}
