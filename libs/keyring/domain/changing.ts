import { type KeyringEvent } from '#contracts';
import { type ChangeKey, type KeyringPolicy, type PauseKey, type ResumeKey } from './commands.js';
import { isExpired, requireActiveKey, requireIssuedKey, requireRoom, type IssuedKey, type Keyring } from './keyring.js';
import { properExpiry, properName } from './proper-facts.js';

/**
 * What is as wanted already decides nothing. An expired key can be brought back by a later expiry, if there is room for
 * one more.
 */
export function changeKey(command: ChangeKey, keyring: Keyring, now: Date, policy: KeyringPolicy): KeyringEvent[] {
  const key = requireIssuedKey(keyring, command.keyId);
  return [...renamed(command, key), ...expiryChanged(command, key, keyring, now, policy)];
}

/** No credential of the key works until it is resumed. Repeating it is not an error and changes nothing. */
export function pauseKey({ keyId }: PauseKey, keyring: Keyring, now: Date): KeyringEvent[] {
  return requireActiveKey(keyring, keyId, now).paused ? [] : [{ type: 'KeyPaused', keyId }];
}

export function resumeKey({ keyId }: ResumeKey, keyring: Keyring, now: Date): KeyringEvent[] {
  return requireActiveKey(keyring, keyId, now).paused ? [{ type: 'KeyResumed', keyId }] : [];
}

function renamed({ keyId, name: wanted }: ChangeKey, key: IssuedKey): KeyringEvent[] {
  if (wanted === undefined) return [];
  const name = properName(wanted);
  return name === key.name ? [] : [{ type: 'KeyRenamed', keyId, name }];
}

function expiryChanged(
  { keyId, expiresAt: wanted }: ChangeKey,
  key: IssuedKey,
  keyring: Keyring,
  now: Date,
  { maxKeysPerOwner }: KeyringPolicy,
): KeyringEvent[] {
  if (wanted === undefined || wanted?.getTime() === key.expiresAt?.getTime()) return [];
  const expiresAt = properExpiry(wanted, now);
  if (isExpired(key, now)) requireRoom(keyring, now, maxKeysPerOwner);
  return [{ type: 'KeyExpiryChanged', keyId, expiresAt: expiresAt?.toISOString() ?? null }];
}
