import { faultOfText, NAME_BOUNDS, plainText, Problem, type KeyringEvent } from '#contracts';
import { type CreateKey, type KeyringPolicy, type RotateKey } from './commands.js';
import { inGrace, isActive, requireActiveKey, type Keyring } from './keyring.js';
import { addHours, earliest } from './time.js';

export const MAX_LIVE_CREDENTIALS = 5;
export const MAX_GRACE_HOURS = 168;

/** The last moment that ISO 8601 writes with four digits for the year. */
const LATEST = new Date('9999-12-31T23:59:59.999Z');

export function createKey(command: CreateKey, keyring: Keyring, now: Date, { maxKeysPerOwner }: KeyringPolicy): KeyringEvent[] {
  const { keyId, scope, mode, credential } = command;
  const name = properName(command.name);
  const expiresAt = properExpiry(command.expiresAt, now);
  if (keyring.keys.filter((key) => isActive(key, now)).length >= maxKeysPerOwner) throw new Problem('key-limit-reached');
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
  return [{ type: 'KeyRotated', keyId, credential, retires: key.current.credentialId, graceEndsAt: graceEndsAt.toISOString() }];
}

function properName(text: string): string {
  const name = plainText(text);
  const fault = faultOfText(name, NAME_BOUNDS);
  if (fault !== null) throw new Problem('invalid-request', `name ${fault}.`);
  return name;
}

function properExpiry(expiresAt: Date | null, now: Date): Date | null {
  if (expiresAt !== null && !(expiresAt > now && expiresAt <= LATEST)) {
    throw new Problem('invalid-request', 'expiresAt must be a time in the future (ISO 8601, before the year 10000); leave it out for a key that does not expire.');
  }
  return expiresAt;
}

function requireProperGrace(graceHours: number): void {
  if (!Number.isInteger(graceHours) || graceHours < 0 || graceHours > MAX_GRACE_HOURS) {
    throw new Problem('invalid-request', `graceHours must be a whole number from 0 to ${String(MAX_GRACE_HOURS)}.`);
  }
}
