import { assertNever } from '#contracts';
import { type KeyringCommand } from './commands.js';
import { requireKey, type Keyring } from './keyring.js';

/**
 * Whether `command`, which left `keyring`, takes rights away: it is not done while a replica may still go by the old
 * state. Goes by the command and not by its events, since a repetition has none and still waits for what the first one
 * did.
 */
export function takesRightsAway(command: KeyringCommand, keyring: Pick<Keyring, 'keys'>): boolean {
  switch (command.type) {
    case 'RevokeKey':
    case 'RevokeAllKeys':
    case 'RevokeMemberKeys':
    case 'PauseKey':
    case 'EndGrace':
    case 'ChangeRole':
    case 'DeactivateOwner':
      return true;
    case 'RotateKey':
      return command.graceHours === 0;
    case 'ReactivateOwner':
      return command.keys === 'revoke';
    case 'ChangeKey':
      return command.expiresAt !== undefined && requireKey(keyring, command.keyId).expiryCutShort;
    case 'RecordVisit':
    case 'CreateKey':
    case 'ResumeKey':
    case 'SetReminder':
    case 'ClearReminder':
      return false;
    default:
      return assertNever(command);
  }
}
