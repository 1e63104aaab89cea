import { faultOfText, plainText, Problem, REASON_BOUNDS, type KeyringEvent } from '#contracts';
import { type EndGrace, type RevokeAllKeys, type RevokeKey, type RevokeMemberKeys } from './commands.js';
import { inGrace, isActive, requireActiveKey, requireKey, type Keyring } from './keyring.js';
import { requireMayTouch } from './may-touch.js';
import { CLOCK_SKEW_MS } from './time.js';

/** What has just ended by the clock is ended by decision too. */
export function endGrace({ keyId }: EndGrace, keyring: Keyring, now: Date): KeyringEvent[] {
  const key = requireActiveKey(keyring, keyId, now);
  const credentialIds = inGrace(key, new Date(now.getTime() - CLOCK_SKEW_MS))
    .filter(({ endedByHand }) => !endedByHand)
    .map(({ credentialId }) => credentialId);
  return credentialIds.length === 0 ? [] : [{ type: 'GraceEnded', keyId, credentialIds }];
}

/** Repeating it is no error and changes nothing; the first reason stays. */
export function revokeKey(command: RevokeKey, keyring: Keyring): KeyringEvent[] {
  const { keyId } = command;
  const reason = properReason(command.reason);
  return requireKey(keyring, keyId).state === 'revoked' ? [] : [{ type: 'KeyRevoked', keyId, reason }];
}

export function revokeAllKeys({ reason }: RevokeAllKeys, keyring: Keyring, now: Date): KeyringEvent[] {
  return allKeysRevoked(keyring, reason, now);
}

export function revokeMemberKeys({ requester, reason }: RevokeMemberKeys, keyring: Keyring, now: Date): KeyringEvent[] {
  requireMayTouch(requester, keyring);
  return allKeysRevoked(keyring, reason, now);
}

/**
 * One event for all keys there are, so it cannot race with a create. Expired ones are revoked with them: another clock
 * may not have reached their end.
 */
export function allKeysRevoked(keyring: Keyring, reasonGiven: string | null, now: Date): KeyringEvent[] {
  const reason = properReason(reasonGiven);
  if (keyring.keys.every(({ state }) => state === 'revoked')) return [];
  const count = keyring.keys.filter((key) => isActive(key, now)).length;
  return [{ type: 'AllKeysRevoked', reason, count }];
}

function properReason(text: string | null): string | null {
  const reason = plainText(text ?? '');
  if (reason === '') return null;
  const fault = faultOfText(reason, REASON_BOUNDS);
  if (fault !== null) throw new Problem('invalid-request', `reason ${fault}.`);
  return reason;
}
