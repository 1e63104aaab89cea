import { afterEach, beforeEach, expect, it } from '@jest/globals';
import { pino } from 'pino';
import { Registry } from 'prom-client';
import { type IncomingRecord, TOPICS } from '#contracts';
import { PublishingLoop, UnreadableStream } from '#event-store';
import { SqliteEventStore } from '#event-store/adapters/sqlite';
import { Permanent, type Subscription, watchParkedKeys } from '#messaging';
import { EmbeddedLog } from '#messaging/adapters/embedded';
import { REMINDERS_GROUP } from '#reminders';
import { eventually } from '../../../test/kit/eventually.js';
import { PARKING_GROUPS, ParkedOwnersModule } from './parked-owners.module.js';

const [ANN, BOB] = ['acme/ann', 'acme/bob'] as const;

let store: SqliteEventStore;
let log: EmbeddedLog;
let publishing: PublishingLoop;
let subscription: Subscription | undefined;
const lines: string[] = [];
const logger = pino(
  {},
  {
    write: (line) => {
      lines.push(line);
    },
  },
);

beforeEach(() => {
  store = SqliteEventStore.open(':memory:');
  log = EmbeddedLog.open({ eventsPath: ':memory:' });
  publishing = new PublishingLoop({ store, publisher: log.publisher });
  lines.length = 0;
});
afterEach(async () => {
  await subscription?.close();
  await publishing.close();
  await log.close();
  await store.close();
});

/**
 * A version of the notifier that cannot read the events of `unreadable`, until the returned records show that it
 * handled what it can.
 */
async function startVersion(unreadable: readonly string[]): Promise<readonly IncomingRecord[]> {
  await subscription?.close();
  const handled: IncomingRecord[] = [];
  subscription = await log.subscriber.subscribe({
    topic: TOPICS.keyEvents.name,
    mode: 'group',
    group: REMINDERS_GROUP,
    onPermanent: 'park',
    handle: (records) => {
      const bad = records.find(({ key }) => key !== null && unreadable.includes(key));
      if (bad !== undefined) return Promise.reject(new Permanent(bad, 'an event of a newer version'));
      handled.push(...records);
      return Promise.resolve();
    },
  });
  return handled;
}

async function happens(ownerId: string, version: number): Promise<void> {
  await store.append(
    ownerId,
    version - 1,
    [
      {
        event: { type: 'AllKeysRevoked', reason: null, count: 0 },
        at: '2026-01-01T00:00:00.000Z',
        by: `user:${ownerId}`,
      },
    ],
    { commandId: `${ownerId}-${String(version)}`, fingerprint: null },
  );
  await publishing.publish(ownerId, version);
}

const parked = async () => (await log.parkedKeys.parkedNow(REMINDERS_GROUP)).map(({ key }) => key).sort();
const versionsOf = (ownerId: string, records: readonly IncomingRecord[]) =>
  records.filter(({ key }) => key === ownerId).map(({ headers }) => Number(headers['ce_streamversion']));

it('what an older version had to park is taken up by the start of one that can read it; the rest stays parked and shows', async () => {
  await startVersion([ANN, BOB]);
  for (const version of [1, 2]) for (const ownerId of [ANN, BOB]) await happens(ownerId, version);
  await eventually(async () => {
    expect(await parked()).toEqual([ANN, BOB]);
  });
  const metrics = new Registry();
  watchParkedKeys(metrics, log.parkedKeys, PARKING_GROUPS);
  expect(await metrics.metrics()).toContain('keyward_parked_keys{group="notifier-reminders"} 2');

  const newer = await startVersion([BOB]);
  const reading = {
    read: (ownerId: string, after: number) =>
      ownerId === BOB ? Promise.reject(new UnreadableStream('acme/bob@1')) : store.read(ownerId, after),
  };
  const { 'parked owners': task } = ParkedOwnersModule.forRoot({
    store: reading,
    publishing,
    parkedKeys: log.parkedKeys,
    logger,
  }).tasks;
  await task?.start?.();
  await eventually(() => {
    expect(versionsOf(ANN, newer)).toEqual([1, 2]);
  });
  await happens(ANN, 3);
  await eventually(() => {
    expect(versionsOf(ANN, newer)).toEqual([1, 2, 3]);
  });
  expect(await parked()).toEqual([BOB]);
  expect(await metrics.metrics()).toContain('keyward_parked_keys{group="notifier-reminders"} 1');
  expect(lines).toEqual([
    expect.stringMatching(/"level":30.*acme\/ann.*published again/),
    expect.stringMatching(/"level":50.*acme\/bob.*stays parked/),
  ]);

  const end = await log.subscriber.endOf(TOPICS.keyEvents.name);
  await task?.start?.();
  expect(await log.subscriber.endOf(TOPICS.keyEvents.name)).toEqual(end);
});
