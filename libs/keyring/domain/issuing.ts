import { MAX_GRACE_HOURS, Problem, type KeyringEvent } from '#contracts';
import { type CreateKey, type KeyringPolicy, type RotateKey } from './commands.js';
import { inGrace, requireActiveKey, requireFewKeysEver, requireRoom, type Keyring } from './keyring.js';
import { properExpiry, properName } from './proper-facts.js';
import { addHours, earliest } from './time.js';

export const MAX_LIVE_CREDENTIALS = 5;

export function createKey(command: CreateKey, keyring: Keyring, now: Date, policy: KeyringPolicy): KeyringEvent[] {
  const { keyId, scope, mode, credential } = command;
  const name = properName(command.name);
  const expiresAt = properExpiry(command.expiresAt, now);
  requireRoom(keyring, now, policy.maxKeysPerOwner);
  requireFewKeysEver(keyring, policy.maxKeysEverPerOwner);
  return [{ type: 'KeyCreated', keyId, name, scope, mode, expiresAt: expiresAt?.toISOString() ?? null, credential }];
}

/** Name, scope, mode and expiry stay; the grace of the credential that is replaced never outlasts the expiry. */
export function rotateKey(command: RotateKey, keyring: Keyring, now: Date): KeyringEvent[] {
  const { keyId, credential, graceHours } = command;
  requireProperGrace(graceHours);
  const key = requireActiveKey(keyring, keyId, now);
  const stillLive = inGrace(key, now).length + (graceHours === 0 ? 0 : 1);
  if (stillLive >= MAX_LIVE_CREDENTIALS) throw new Problem('too-many-live-credentials');
  const graceEndsAt = earliest(addHours(now, graceHours), key.expiresAt);
  return [
    {
      type: 'KeyRotated',
      keyId,
      credential,
      retires: key.current.credentialId,
      graceEndsAt: graceEndsAt.toISOString(),
    },
  ];
}

function requireProperGrace(graceHours: number): void {
  if (!Number.isInteger(graceHours) || graceHours < 0 || graceHours > MAX_GRACE_HOURS) {
    throw new Problem('invalid-request', `graceHours must be a whole number from 0 to ${String(MAX_GRACE_HOURS)}.`);
  }
}
