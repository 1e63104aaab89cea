import { type KeyringEvent, type OwnerId, type RecordedEvent, REMINDER_INTERVALS, ROLES, SCOPES } from '#contracts';
import { seededRandom } from '../../../test/kit/seeded-random.js';

interface KeyState {
  readonly keyId: string;
  readonly credentialIds: string[];
  readonly ended: Set<string>;
}

export interface HistoryOptions {
  readonly ownerId: OwnerId;
  readonly seed: number;
  readonly length: number;
}

/** A stream as the write side could have made it: every event type, each about what exists at the time. */
export function randomHistory({ ownerId, seed, length }: HistoryOptions): readonly RecordedEvent[] {
  const random = seededRandom(seed);
  const pick = <T>(from: readonly T[]): T | undefined => from[Math.floor(random() * from.length)];
  let keys: KeyState[] = [];
  let serial = 0;
  const at = (version: number): string => new Date(Date.UTC(2026, 0, 1) + version * 3_600_000).toISOString();
  const credential = () => {
    const credentialId = `${ownerId}-${String(seed)}-c${String(++serial)}`;
    return { credentialId, digest: digestFor(credentialId), pepperId: 'p1', hint: 'claribi_sk_live_Ab12' };
  };

  const create = (): KeyringEvent => {
    const issued = credential();
    const keyId = `k-${issued.credentialId}`;
    keys.push({ keyId, credentialIds: [issued.credentialId], ended: new Set() });
    return {
      type: 'KeyCreated',
      keyId,
      name: 'A key',
      scope: pick(SCOPES) ?? 'read-only',
      mode: random() < 0.5 ? 'live' : 'test',
      expiresAt: random() < 0.3 ? '2027-01-01T00:00:00Z' : null,
      credential: issued,
    };
  };
  const change = (key: KeyState, version: number): KeyringEvent => {
    const retired = key.credentialIds.slice(0, -1).filter((each) => !key.ended.has(each));
    const chance = random();
    if (chance < 0.35) {
      const retires = key.credentialIds.at(-1) ?? '';
      const issued = credential();
      key.credentialIds.push(issued.credentialId);
      return { type: 'KeyRotated', keyId: key.keyId, credential: issued, retires, graceEndsAt: at(version + 24) };
    }
    if (chance < 0.55 && retired.length > 0) {
      const credentialIds = retired.filter(() => random() < 0.7);
      const ended = credentialIds.length > 0 ? credentialIds : retired.slice(0, 1);
      for (const each of ended) key.ended.add(each);
      return { type: 'GraceEnded', keyId: key.keyId, credentialIds: ended };
    }
    if (chance < 0.6)
      return {
        type: 'KeyExpiryChanged',
        keyId: key.keyId,
        expiresAt: random() < 0.3 ? null : at(version + Math.floor(random() * 100)),
      };
    if (chance < 0.65) return { type: random() < 0.5 ? 'KeyPaused' : 'KeyResumed', keyId: key.keyId };
    if (chance < 0.67) return { type: 'KeyRenamed', keyId: key.keyId, name: 'Another name' };
    if (chance < 0.74)
      return { type: 'RotationReminderSet', keyId: key.keyId, intervalDays: pick(REMINDER_INTERVALS) ?? 30 };
    if (chance < 0.8) return { type: 'RotationReminderCleared', keyId: key.keyId };
    keys = keys.filter((other) => other !== key);
    return { type: 'KeyRevoked', keyId: key.keyId, reason: null };
  };
  const changeOwner = (): KeyringEvent => {
    const chance = random();
    if (chance < 0.4)
      return {
        type: 'OwnerRoleChanged',
        role: pick(ROLES) ?? 'viewer',
        source: 'manager',
        toldAt: '2026-01-01T00:00:00.000Z',
      };
    if (chance < 0.45) return { type: 'OwnerSeen' };
    if (chance < 0.65) return { type: 'OwnerDeactivated' };
    if (chance < 0.9) return { type: 'OwnerReactivated' };
    const count = keys.length;
    keys = [];
    return { type: 'AllKeysRevoked', reason: null, count };
  };

  return Array.from({ length }, (_, index) => {
    const version = index + 1;
    const key = pick(keys);
    const chance = random();
    const event = key === undefined || chance < 0.25 ? create() : chance < 0.75 ? change(key, version) : changeOwner();
    return { ownerId, version, at: at(version), by: 'user:acme/admin', event };
  });
}

/** Looks like a digest, and is another one for another credential. */
function digestFor(credentialId: string): string {
  return Buffer.from(credentialId).toString('hex').padStart(64, '0').slice(-64);
}
