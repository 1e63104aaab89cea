import { expect, it } from '@jest/globals';
import { encodeKeyEvent, type IncomingRecord, type KeyringEvent } from '#contracts';
import { SqliteActivityStore } from '../adapters/sqlite/index.js';
import { KeyProjection } from './key-projection.js';

const ANN = 'acme/ann';
const AT = '2026-01-05T09:00:00.000Z';
const credential = { credentialId: 'c1', digest: 'd'.repeat(64), pepperId: 'p1', hint: 'claribi_sk_live_Ab12' };
const created: KeyringEvent = {
  type: 'KeyCreated',
  keyId: 'k1',
  name: 'A key',
  scope: 'read-only',
  mode: 'live',
  expiresAt: null,
  credential,
};
const rotated: KeyringEvent = {
  type: 'KeyRotated',
  keyId: 'k1',
  credential: { ...credential, credentialId: 'c2' },
  retires: 'c1',
  graceEndsAt: AT,
};
const revoked: KeyringEvent = { type: 'KeyRevoked', keyId: 'k1', reason: null };

function record(version: number, event: KeyringEvent): IncomingRecord {
  const sent = encodeKeyEvent({ ownerId: ANN, version, at: AT, by: `user:${ANN}`, event });
  return { ...sent, topic: 'key-events', partition: 0, offset: version, timestamp: new Date(0) };
}

it('a new event of a key counts in a batch in which its creation comes again', async () => {
  const store = SqliteActivityStore.open(':memory:');
  const keys = new KeyProjection(store);
  await keys.handle([record(1, created), record(2, rotated)]);
  await keys.handle([record(1, created), record(2, rotated), record(3, revoked)]);
  expect(await store.keys(['k1'])).toMatchObject([
    { version: 3, revokedAt: AT, credentials: [{ credentialId: 'c2' }, { credentialId: 'c1' }] },
  ]);
  await store.close();
});
