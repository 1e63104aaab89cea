import { expect, it } from '@jest/globals';
import { encodeKeyEvent, type IncomingRecord, type KeyringEvent } from '#contracts';
import { SqliteReminderStore } from '../adapters/sqlite/index.js';
import { ReminderProjector } from './reminder-projector.js';

const ANN = 'acme/ann';
const AT = '2026-01-05T09:00:00.000Z';
const created: KeyringEvent = {
  type: 'KeyCreated',
  keyId: 'k1',
  name: 'A key',
  scope: 'read-only',
  mode: 'live',
  expiresAt: null,
  credential: { credentialId: 'c1', digest: 'd'.repeat(64), pepperId: 'p1', hint: 'claribi_sk_live_Ab12' },
};
const renamed = (name: string): KeyringEvent => ({ type: 'KeyRenamed', keyId: 'k1', name });
const set: KeyringEvent = { type: 'RotationReminderSet', keyId: 'k1', intervalDays: 30 };

function record(version: number, event: KeyringEvent): IncomingRecord {
  const sent = encodeKeyEvent({ ownerId: ANN, version, at: AT, by: `user:${ANN}`, event });
  return { ...sent, topic: 'key-events', partition: 0, offset: version, timestamp: new Date(0) };
}

it('a new event of a key counts in a batch in which its creation comes again', async () => {
  const store = SqliteReminderStore.open(':memory:');
  const { handle } = new ReminderProjector({ store, clock: { now: () => new Date(AT) }, leadDays: 7 });
  await handle([record(1, created), record(2, renamed('Another'))]);
  await handle([record(1, created), record(2, renamed('Another')), record(3, set)]);
  expect((await store.find('k1'))?.schedule).toMatchObject({ version: 3, name: 'Another', intervalDays: 30 });
  await store.close();
});
