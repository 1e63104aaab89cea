import { describe, expect, it } from '@jest/globals';
import { keyView, type KeyView } from './key-view.js';
import { graceEnded, keyCreated, keyRevoked, keyRotated } from './testing/events.js';
import { given, on, type History } from './testing/given.js';
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
