// The replicas' side of distributed.mjs: one process that is a verification replica of Keyward and, in turn, a replica
// of the bare chain. Forked with `{ brokers, readModel, bareReadModel, pepper }` as JSON; answers what it is asked with
// `{ ask }`; ends at SIGTERM.
import 'reflect-metadata';
import { randomUUID } from 'node:crypto';
import process from 'node:process';
import { setImmediate as turn } from 'node:timers/promises';
import { pino } from 'pino';
import { Registry } from 'prom-client';
import { TOPICS } from '#contracts';
import { defaultPermissionCatalogue, defaultRouteTable } from '#permissions';
import { parsePeppers } from '#key-secret';
import { openKafka } from '#messaging/adapters/kafka';
import { MongoParkedKeys } from '#messaging/adapters/mongo';
import { connectMongo } from '#mongo';
import { replicaLease } from '#propagation';
import { SystemClock } from '#process';
import { VerificationModule } from '#verification';
import { MongoVerificationStore } from '#verification/adapters/mongo';
import { BARE_ACKNOWLEDGEMENTS, BARE_EVENTS, bareKafka, bareMongo, follow, now, PARTITIONS } from './revoke-chains.mjs';

const LEASE_MS = 15_000;
const { brokers, readModel, bareReadModel, pepper } = JSON.parse(process.argv[2]);
const logger = pino({ level: 'warn' });
/**
 * What came to the handler of key-events: `{ positions, arrived, applied }`, each position as `partition:offset`; and
 * when the store was at work: `[from, to]`.
 */
let [batches, storeWork] = [[], []];

const closing = [];
await startKeyward();
if (bareReadModel !== undefined) await startBare();
const ANSWERS = {
  seen: () => {
    const seen = { batches, storeWork };
    [batches, storeWork] = [[], []];
    return seen;
  },
  readBare,
};
process.on('message', async ({ ask }) => {
  process.send(await ANSWERS[ask]());
});
process.once('SIGTERM', async () => {
  for (const close of closing.reverse()) await close();
  process.disconnect();
});
process.once('disconnect', () => {
  process.exit();
}); // whoever measures is gone
process.send('ready');

async function startKeyward() {
  const mongo = await connectMongo(readModel);
  const store = await MongoVerificationStore.open(mongo);
  const [clock, metrics, catalogue] = [new SystemClock(), new Registry(), defaultPermissionCatalogue()];
  const log = openKafka({
    connection: { brokers, clientId: 'bench-replica' },
    parkedKeys: await MongoParkedKeys.open(mongo),
    logger,
    metrics,
  });
  const { publisher, subscriber } = log;
  const { verification } = VerificationModule.forRoot({
    store: timed(store),
    subscriber: watched(subscriber),
    peppers: parsePeppers(pepper),
    catalogue,
    routes: defaultRouteTable(catalogue),
    clock,
    logger,
    metrics,
    lease: replicaLease({ publisher, subscriber, logger, metrics, leaseMs: LEASE_MS }),
    env: {
      KEY_PREFIX: 'claribi',
      ACCEPT_MODES: ['live', 'test'],
      CACHE_MAX: 200_000,
      HOST: '127.0.0.1',
      SERVICE_TOKENS: '',
    },
    howToRebuild: (reason) => reason,
  }).tasks;
  verification.failed.catch((error) => {
    throw error;
  });
  await verification.start();
  closing.push(
    () => mongo.close(),
    () => log.close(),
    () => verification.close(),
  );
}

function watched(subscriber) {
  return {
    endOf: (topic) => subscriber.endOf(topic),
    subscribe: ({ handle, ...options }) =>
      subscriber.subscribe({
        ...options,
        handle: async (records) => {
          const arrived = now();
          await handle(records);
          batches.push({
            positions: records.map(({ partition, offset }) => `${partition}:${offset}`),
            arrived,
            applied: now(),
          });
        },
      }),
  };
}

function timed(store) {
  const measured = async (work) => {
    const began = now();
    const result = await work();
    storeWork.push([began, now()]);
    return result;
  };
  return Object.create(store, {
    load: { value: (scope) => measured(() => store.load(scope)) },
    apply: { value: (writes, applied) => measured(() => store.apply(writes, applied)) },
  });
}

/** For what comes at once what a replica of Keyward asks of its store, then one acknowledgement. */
async function startBare() {
  const [kafka, mongo] = [bareKafka(brokers), await bareMongo(bareReadModel)];
  const [owners, credentials, checkpoints] = ['owners', 'credentials', 'checkpoints'].map((name) =>
    mongo.db().collection(name),
  );
  const producer = kafka.producer({ idempotent: false });
  await producer.connect();
  const replica = randomUUID();
  const apply = async (batches) => {
    const events = batches.flatMap(({ messages }) => messages.map(({ value }) => JSON.parse(value)));
    await Promise.all([
      owners.find({ _id: { $in: events.map(({ ownerId }) => ownerId) } }).toArray(),
      credentials.find({ keyId: { $in: events.map(({ keyId }) => keyId) } }, { hint: 'key' }).toArray(),
    ]);
    await credentials.bulkWrite(
      events.map(({ digest, version, at }) => ({
        updateOne: { filter: { _id: digest, version: { $lt: version } }, update: { $set: { revokedAt: at, version } } },
      })),
    );
    await owners.bulkWrite(
      events.flatMap(({ ownerId, version }) => [
        { updateOne: { filter: { _id: ownerId }, update: { $setOnInsert: { version } }, upsert: true } },
        {
          updateOne: {
            filter: { _id: ownerId, version: { $lt: version } },
            update: [
              { $set: { version, parked: { $cond: [{ $gt: ['$parked.seenVersion', version] }, '$parked', null] } } },
            ],
          },
        },
      ]),
    );
    await checkpoints.bulkWrite(
      batches.map(({ partition, messages }) => ({
        updateOne: {
          filter: { _id: partition },
          update: { $max: { offset: Number(messages.at(-1).offset) } },
          upsert: true,
        },
      })),
    );
    void producer.send({
      topic: BARE_ACKNOWLEDGEMENTS,
      acks: -1,
      messages: [{ value: JSON.stringify({ replica, ids: events.map(({ id }) => id) }) }],
    });
  };
  const waiting = [];
  let working;
  const work = async () => {
    await turn();
    while (waiting.length > 0) {
      const together = waiting.splice(0);
      await apply(together);
      for (const { resolve } of together) resolve();
    }
    working = undefined;
  };
  const consumer = await follow(
    kafka,
    BARE_EVENTS,
    (partition, messages) =>
      new Promise((resolve) => {
        waiting.push({ partition, messages, resolve });
        working ??= work();
      }),
    PARTITIONS,
  );
  closing.push(
    () => mongo.close(),
    () => producer.disconnect(),
    () => consumer.disconnect(),
  );
}

/** Reads all that key-events holds and does nothing with it: `{ count, ms }`, from the first fetch on. */
async function readBare() {
  const kafka = bareKafka(brokers);
  const admin = kafka.admin();
  await admin.connect();
  const ends = await admin.fetchTopicOffsets(TOPICS.keyEvents.name);
  await admin.disconnect();
  const total = ends.reduce((sum, { high, low }) => sum + Number(high) - Number(low), 0);
  const done = Promise.withResolvers();
  let count = 0;
  const consumer = await follow(
    kafka,
    TOPICS.keyEvents.name,
    (_partition, messages) => {
      count += messages.length;
      if (count >= total) done.resolve(now());
      return Promise.resolve();
    },
    PARTITIONS,
  );
  const began = now();
  const ms = (await done.promise) - began;
  await consumer.disconnect();
  return { count, ms };
}
