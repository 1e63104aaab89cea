import { type IssuedCredential, type KeyringEvent } from '#contracts';
import { evolve, noKeys, type OwnerKeys } from '../owner-keys.js';

type Happened = readonly [at: string, event: KeyringEvent];

/** The owner's keys after these events. */
export function given(...events: readonly Happened[]): OwnerKeys {
  return events.reduce(
    (owner, [at, event], index) => evolve(owner, { version: index + 1, at: new Date(at).toISOString(), event }),
    noKeys('acme/ann'),
  );
}

export function credential(credentialId: string): IssuedCredential {
  return { credentialId, digest: 'd'.repeat(64), pepperId: 'p1', hint: `claribi_sk_live_${credentialId}` };
}

export function keyCreated(keyId = 'k1', credentialId = 'c1'): KeyringEvent {
  return {
    type: 'KeyCreated',
    keyId,
    name: 'Weekly Report Script',
    scope: 'read-only',
    mode: 'live',
    expiresAt: null,
    credential: credential(credentialId),
  };
}

export function keyRotated(credentialId: string, retires: string, graceEndsAt: string): KeyringEvent {
  return {
    type: 'KeyRotated',
    keyId: 'k1',
    credential: credential(credentialId),
    retires,
    graceEndsAt: new Date(graceEndsAt).toISOString(),
  };
}
