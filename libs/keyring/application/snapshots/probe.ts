import { type IssuedCredential, type KeyringEvent } from '#contracts';
import { type Commit } from '#event-store';

const START = Date.parse('2026-01-01T00:00:00Z');
const MINUTE_MS = 60_000;
const OWNER = 'probe/owner';

/** What happened in one commit, so many minutes after the start. */
type Happening = readonly [minute: number, ...events: readonly KeyringEvent[]];

/**
 * Streams with everything in them that a fold does, each event with an effect of its own. Two builds that make the same
 * of them after each commit fold alike.
 */
export const PROBES: readonly (readonly Commit[])[] = [
  commitsOf([
    [1, { type: 'OwnerSeen' }],
    [2, { type: 'OwnerRoleChanged', role: 'viewer', source: 'service', toldAt: timeAt(1) }],
    [3, { type: 'OwnerRoleChanged', role: 'analyst', source: 'token', toldAt: timeAt(2) }, created('k1', timeAt(900))],
    [4, { ...created('k2'), scope: 'read-write', mode: 'test' }],
    [5, rotated('k1', 1, 500)],
    [6, rotated('k1', 2, 6)],
    [7, { type: 'KeyExpiryChanged', keyId: 'k1', expiresAt: timeAt(300) }],
    [8, { type: 'KeyExpiryChanged', keyId: 'k1', expiresAt: null }],
    [9, { type: 'KeyRenamed', keyId: 'k1', name: 'another name' }],
    [10, { type: 'KeyPaused', keyId: 'k1' }],
    [11, { type: 'KeyResumed', keyId: 'k1' }],
    [12, { type: 'GraceEnded', keyId: 'k1', credentialIds: ['k1-0'] }],
    [13, { type: 'RotationReminderSet', keyId: 'k1', intervalDays: 30 }],
    [14, { type: 'RotationReminderCleared', keyId: 'k1' }],
    [15, { type: 'RotationReminderSet', keyId: 'k1', intervalDays: 60 }],
    ...Array.from({ length: 40 }, (_, n): Happening => [20, rotated('k2', n + 1, 20)]),
    ...Array.from({ length: 8 }, (_, n): Happening => [21 + n, rotated('k2', n + 41, 21 + n)]),
    [30, { type: 'KeyRevoked', keyId: 'k1', reason: 'leaked' }],
    [31, created('k3'), { type: 'RotationReminderSet', keyId: 'k3', intervalDays: 90 }],
    [32, { type: 'OwnerDeactivated' }],
    [33, { type: 'AllKeysRevoked', reason: null, count: 2 }, { type: 'OwnerReactivated' }],
    [120, created('k4')],
  ]),
  commitsOf([[1, { type: 'OwnerRoleChanged', role: 'owner', source: 'token', toldAt: timeAt(1) }]]),
  commitsOf([[1, created('k1')]]),
];

function commitsOf(happenings: readonly Happening[]): readonly Commit[] {
  let version = 0;
  return happenings.map(([minute, ...events]) => {
    const firstVersion = version + 1;
    version += events.length;
    return {
      stream: OWNER,
      firstVersion,
      lastVersion: version,
      events: events.map((event, place) => ({
        ownerId: OWNER,
        version: firstVersion + place,
        at: timeAt(minute),
        by: `user:${OWNER}` as const,
        event,
      })),
      commandId: String(version),
      fingerprint: null,
      position: null,
    };
  });
}

function created(keyId: string, expiresAt: string | null = null) {
  return {
    type: 'KeyCreated',
    keyId,
    name: keyId,
    scope: 'read-only',
    mode: 'live',
    expiresAt,
    credential: credential(`${keyId}-0`),
  } as const;
}

function rotated(keyId: string, rotation: number, graceEndsAtMinute: number): KeyringEvent {
  return {
    type: 'KeyRotated',
    keyId,
    credential: credential(`${keyId}-${String(rotation)}`),
    retires: `${keyId}-${String(rotation - 1)}`,
    graceEndsAt: timeAt(graceEndsAtMinute),
  };
}

function credential(credentialId: string): IssuedCredential {
  return { credentialId, digest: '0'.repeat(64), pepperId: 'p', hint: credentialId };
}

function timeAt(minute: number): string {
  return new Date(START + minute * MINUTE_MS).toISOString();
}
