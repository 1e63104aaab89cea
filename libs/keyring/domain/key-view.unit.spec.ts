import { describe, expect, it } from '@jest/globals';
import { keyView, type KeyView } from './key-view.js';
import { graceEnded, keyCreated, keyRevoked, keyRotated } from './testing/events.js';
import { given, on, type History } from './testing/given.js';
import { addHours } from './time.js';
import { at } from './testing/times.js';

function viewAt(now: string, ...history: History): KeyView | undefined {
  return given(...history).keyring.keys.map((key) => keyView(key, at(now)))[0];
}

it('a new key shows everything but its secret', () => {
  expect(
    viewAt(
      '2026-01-01T00:00Z',
      keyCreated({ name: 'BI Dashboard Feed', scope: 'read-write', expiresAt: '2026-03-01T00:00Z' }),
    ),
  ).toEqual({
    keyId: 'k1',
    name: 'BI Dashboard Feed',
    scope: 'read-write',
    mode: 'live',
    status: 'active',
    hint: 'claribi_sk_live_c1',
    createdAt: '2026-01-01T00:00:00.000Z',
    rotatedAt: null,
    ageDays: 0,
    rotationDue: false,
    expiresAt: '2026-03-01T00:00:00.000Z',
    revokedAt: null,
    revokedReason: null,
    reminder: null,
    credentials: [
      {
        credentialId: 'c1',
        hint: 'claribi_sk_live_c1',
        createdAt: '2026-01-01T00:00:00.000Z',
        status: 'current',
        activeUntil: '2026-03-01T00:00:00.000Z',
      },
    ],
    olderCredentials: 0,
  });
});

describe('a key that is rotated again and again', () => {
  const rotations = (count: number, minutesApart: number, graceHours = 0): History =>
    Array.from({ length: count }, (_, n) => {
      const time = addHours(at('2026-01-01T00:00Z'), (n * minutesApart) / 60);
      return on(
        time.toISOString(),
        keyRotated({
          credentialId: `c${String(n + 2)}`,
          retires: `c${String(n + 1)}`,
          graceEndsAt: addHours(time, graceHours).toISOString(),
        }),
      );
    });

  it('shows its newest 20 retired credentials, and how many were before them', () => {
    const view = viewAt('2026-02-01T00:00Z', keyCreated(), ...rotations(100, 60));
    expect(view?.credentials.map(({ credentialId }) => credentialId)).toEqual(
      Array.from({ length: 21 }, (_, n) => `c${String(101 - n)}`),
    );
    expect(view?.olderCredentials).toBe(80);
    expect(view?.rotatedAt).not.toBeNull();
  });

  it('shows every credential that is still accepted, however many came after it', () => {
    const history = [keyCreated(), ...rotations(1, 0, 168), ...rotations(100, 60)];
    const view = viewAt('2026-01-05T05:00Z', ...history);
    expect(view?.credentials.at(-1)).toMatchObject({ credentialId: 'c1', status: 'grace' });
    expect(view?.credentials).toHaveLength(22);
    expect(viewAt('2026-02-01T00:00Z', ...history)?.credentials).toHaveLength(21);
    expect(viewAt('2026-02-01T00:00Z', ...history)?.olderCredentials).toBe(81);
  });

  it('keeps no more of them than that, and what has stopped within the last minutes', () => {
    const [slow, fast] = [60, 0.01].map(
      (minutes) => given(keyCreated(), ...rotations(1000, minutes)).keyring.keys[0]?.retired.length,
    );
    expect([slow, fast]).toEqual([20, 500]);
  });
});

describe('the age of a key', () => {
  it('is whole days since the current credential was issued', () => {
    expect(viewAt('2026-01-02T23:59Z', keyCreated())).toMatchObject({ ageDays: 1 });
    expect(viewAt('2026-01-12T00:00Z', keyCreated(), on('2026-01-11T00:00Z', keyRotated()))).toMatchObject({
      ageDays: 1,
    });
  });

  it('makes a rotation due once it is more than 90 days', () => {
    expect(viewAt('2026-04-01T00:00:00Z', keyCreated())).toMatchObject({ ageDays: 90, rotationDue: false });
    expect(viewAt('2026-04-01T00:00:01Z', keyCreated())).toMatchObject({ ageDays: 90, rotationDue: true });
    expect(viewAt('2026-04-02T00:00:00Z', keyCreated(), on('2026-03-31T00:00Z', keyRotated()))).toMatchObject({
      rotationDue: false,
    });
  });

  it('asks for no rotation of a key that does not work any more', () => {
    expect(viewAt('2026-08-01T00:00Z', keyCreated(), keyRevoked())).toMatchObject({ rotationDue: false });
    expect(viewAt('2026-08-01T00:00Z', keyCreated({ expiresAt: '2026-02-01T00:00Z' }))).toMatchObject({
      status: 'expired',
      rotationDue: false,
    });
  });
});

describe('the credentials of a rotated key', () => {
  const rotated = [keyCreated(), on('2026-01-10T00:00Z', keyRotated({ graceEndsAt: '2026-01-11T00:00Z' }))] as const;

  it('are the current one, and the old one in its grace', () => {
    expect(viewAt('2026-01-10T23:59:59Z', ...rotated)).toMatchObject({
      rotatedAt: '2026-01-10T00:00:00.000Z',
      hint: 'claribi_sk_live_c2',
      credentials: [
        { credentialId: 'c2', status: 'current', activeUntil: null },
        { credentialId: 'c1', status: 'grace', activeUntil: '2026-01-11T00:00:00.000Z' },
      ],
    });
  });

  it('has the old one retired to the moment when 24 hours are over', () => {
    expect(viewAt('2026-01-11T00:00:00Z', ...rotated)?.credentials[1]).toMatchObject({
      status: 'retired',
      activeUntil: '2026-01-11T00:00:00.000Z',
    });
  });

  it('has the old one retired at once when the grace is ended', () => {
    expect(
      viewAt('2026-01-10T02:00Z', ...rotated, on('2026-01-10T02:00Z', graceEnded('c1')))?.credentials[1],
    ).toMatchObject({ status: 'retired', activeUntil: '2026-01-10T02:00:00.000Z' });
  });

  it('has none in grace once the key is revoked', () => {
    expect(
      viewAt('2026-01-10T03:00Z', ...rotated, on('2026-01-10T02:00Z', keyRevoked({ reason: 'leaked' }))),
    ).toMatchObject({
      status: 'revoked',
      revokedAt: '2026-01-10T02:00:00.000Z',
      revokedReason: 'leaked',
      credentials: [
        { status: 'current', activeUntil: '2026-01-10T02:00:00.000Z' },
        { status: 'retired', activeUntil: '2026-01-10T02:00:00.000Z' },
      ],
    });
  });
});
