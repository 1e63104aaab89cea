import { describe, expect, it } from '@jest/globals';
import { evolve, KEPT_CREDENTIALS, statusOf, touchedKeys } from './owner-keys.js';
import { given, keyCreated, keyRotated } from './testing/given-events.js';

const NOON = '2026-01-01T12:00Z';

function statuses(owner: ReturnType<typeof given>, now: string): Record<string, string> {
  return Object.fromEntries(
    owner.keys.flatMap((key) => key.credentials.map((each) => [each.credentialId, statusOf(each, key, new Date(now))])),
  );
}

describe('the keys of an owner', () => {
  it('have their newest credential first, and live on through rotations', () => {
    const { keys } = given(
      [NOON, keyCreated()],
      ['2026-01-02T12:00Z', keyRotated('c2', 'c1', '2026-01-03T12:00Z')],
      ['2026-01-02T13:00Z', keyRotated('c3', 'c2', '2026-01-03T13:00Z')],
    );
    expect(keys).toMatchObject([
      {
        keyId: 'k1',
        createdAt: '2026-01-01T12:00:00.000Z',
        credentials: [
          { credentialId: 'c3' },
          { credentialId: 'c2' },
          { credentialId: 'c1', hint: 'claribi_sk_live_c1' },
        ],
      },
    ]);
  });

  it('show a replaced credential in grace until the very instant its grace ends', () => {
    const rotated = given([NOON, keyCreated()], ['2026-01-02T12:00Z', keyRotated('c2', 'c1', '2026-01-03T12:00Z')]);
    expect(statuses(rotated, '2026-01-03T11:59:59.999Z')).toEqual({ c2: 'current', c1: 'grace' });
    expect(statuses(rotated, '2026-01-03T12:00Z')).toEqual({ c2: 'current', c1: 'retired' });
  });

  it('show a credential as retired when its grace was ended by hand', () => {
    const ended = given(
      [NOON, keyCreated()],
      [NOON, keyRotated('c2', 'c1', '2026-01-03T12:00Z')],
      [NOON, { type: 'GraceEnded', keyId: 'k1', credentialIds: ['c1'] }],
    );
    expect(statuses(ended, NOON)).toEqual({ c2: 'current', c1: 'retired' });
  });

  it('show no grace that outlasts the expiry of the key, not even when it is put off again', () => {
    const expiry = (expiresAt: string | null) => ({ type: 'KeyExpiryChanged', keyId: 'k1', expiresAt }) as const;
    const cut = given(
      [NOON, keyCreated()],
      [NOON, keyRotated('c2', 'c1', '2026-01-03T12:00Z')],
      [NOON, expiry('2026-01-02T00:00:00Z')],
      [NOON, expiry(null)],
    );
    expect(statuses(cut, '2026-01-01T23:59Z')).toEqual({ c2: 'current', c1: 'grace' });
    expect(statuses(cut, '2026-01-02T00:00Z')).toEqual({ c2: 'current', c1: 'retired' });
  });

  it('show no grace once the key is revoked', () => {
    const revoked = given(
      [NOON, keyCreated()],
      [NOON, keyRotated('c2', 'c1', '2026-01-03T12:00Z')],
      [NOON, { type: 'KeyRevoked', keyId: 'k1', reason: null }],
    );
    expect(statuses(revoked, NOON)).toEqual({ c2: 'current', c1: 'retired' });
  });

  it('are all revoked at once, those that were revoked before keep their time, later ones are not touched', () => {
    const { keys } = given(
      [NOON, keyCreated('k1', 'c1')],
      [NOON, keyCreated('k2', 'c2')],
      ['2026-01-02T00:00Z', { type: 'KeyRevoked', keyId: 'k1', reason: 'leaked' }],
      ['2026-01-03T00:00Z', { type: 'AllKeysRevoked', reason: null, count: 1 }],
      ['2026-01-04T00:00Z', keyCreated('k3', 'c3')],
    );
    expect(keys.map(({ keyId, revokedAt }) => [keyId, revokedAt])).toEqual([
      ['k1', '2026-01-02T00:00:00.000Z'],
      ['k2', '2026-01-03T00:00:00.000Z'],
      ['k3', null],
    ]);
  });

  it('have their newest credentials, those that are accepted however old, and the number of the others', () => {
    const rotations = Array.from({ length: 30 }, (_, n) => {
      const graceEndsAt = n === 2 ? '2026-01-08T12:00Z' : '2026-01-02T12:00Z';
      return ['2026-01-02T12:00Z', keyRotated(`c${String(n + 2)}`, `c${String(n + 1)}`, graceEndsAt)] as const;
    });
    const [key] = given([NOON, keyCreated()], ...rotations).keys;
    expect(key?.credentials.map(({ credentialId }) => credentialId)).toEqual([
      ...Array.from({ length: KEPT_CREDENTIALS }, (_, n) => `c${String(31 - n)}`),
      'c3',
    ]);
    expect(key?.olderCredentials).toBe(31 - KEPT_CREDENTIALS - 1);
  });

  it('keep what they have of an event when it comes again with an owner that has not', () => {
    const before = given([NOON, keyCreated()]);
    const event = keyRotated('c2', 'c1', '2026-01-03T12:00Z');
    const after = evolve(before, { version: 2, at: NOON, event });
    const again = evolve({ ...before, keys: after.keys }, { version: 2, at: NOON, event });
    expect(again).toEqual(after);
    const created = { version: 1, at: NOON, event: keyCreated() };
    expect(evolve({ ...before, version: 0 }, created)).toEqual(before);
  });

  it('are touched by an event one by one, or all', () => {
    expect(touchedKeys(keyCreated('k7'))).toEqual(['k7']);
    expect(touchedKeys({ type: 'AllKeysRevoked', reason: null, count: 1 })).toBe('all');
    expect(touchedKeys({ type: 'OwnerDeactivated' })).toEqual([]);
  });

  it('belong to an owner who is active unless deactivated last', () => {
    expect(given().active).toBe(true);
    expect(given([NOON, { type: 'OwnerDeactivated' }])).toMatchObject({ active: false, version: 1 });
    expect(given([NOON, { type: 'OwnerDeactivated' }], [NOON, { type: 'OwnerReactivated' }])).toMatchObject({
      active: true,
      version: 2,
    });
  });

  it('are not changed by roles and reminders', () => {
    const before = given([NOON, keyCreated()]);
    const after = given(
      [NOON, keyCreated()],
      [NOON, { type: 'OwnerRoleChanged', role: 'viewer', source: 'manager', toldAt: '2026-01-01T00:00:00.000Z' }],
      [NOON, { type: 'RotationReminderSet', keyId: 'k1', intervalDays: 30 }],
      [NOON, { type: 'RotationReminderCleared', keyId: 'k1' }],
    );
    expect(after).toEqual({ ...before, version: 4 });
  });
});
