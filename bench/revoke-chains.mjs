// The command's side of distributed.mjs, in two ways: Keyward's own parts, and the same store commands and hops with
// nothing but the drivers.
import 'reflect-metadata';
import { randomUUID } from 'node:crypto';
import { connect } from 'node:net';
import process from 'node:process';
import kafkajs from 'kafkajs';
import mongoose from 'mongoose';
import { pino } from 'pino';
import { Registry } from 'prom-client';
import { EventStoreModule } from '#event-store';
import { MongoEventStore } from '#event-store/adapters/mongo';
import { generateSecret, hintOf, parsePeppers } from '#key-secret';
import { openKafka } from '#messaging/adapters/kafka';
import { MongoParkedKeys } from '#messaging/adapters/mongo';
import { connectMongo } from '#mongo';
import { PropagationModule } from '#propagation';

export const BARE_EVENTS = 'bare-events';
export const BARE_ACKNOWLEDGEMENTS = 'bare-acknowledgements';
/** Of key-events, and of what stands for it. */
export const PARTITIONS = 12;
export const REPLICAS = 3;
const CONFIRM_TIMEOUT_MS = 30_000;
const MARK_DELAY_MS = 50;

/** Milliseconds of a clock that all processes of a machine share. */
export function now() {
  return Number(process.hrtime.bigint()) / 1e6;
}

/** Events that give `ownerId` a role and `keys` keys, and the keys: `{ keyId, digest }`. */
export function keysOf(ownerId, keys, pepper) {
  const peppers = parsePeppers(pepper);
  const credentials = Array.from({ length: keys }, () => {
    const secret = generateSecret({ prefix: 'claribi', mode: 'live' });
    return {
      keyId: randomUUID(),
      credential: { credentialId: randomUUID(), ...peppers.digest(secret), hint: hintOf(secret) },
    };
  });
  const created = credentials.map(({ keyId, credential }) => ({
    type: 'KeyCreated',
    keyId,
    name: 'Bench',
    scope: 'read-only',
    mode: 'live',
    expiresAt: null,
    credential,
  }));
  const at = new Date().toISOString();
  return {
    events: [
      { type: 'OwnerRoleChanged', role: 'analyst', source: 'token', toldAt: '2026-01-01T00:00:00.000Z' },
      ...created,
    ].map((event) => ({ event, at, by: `user:${ownerId}` })),
    keys: credentials.map(({ keyId, credential: { digest } }) => ({ keyId, digest })),
  };
}

/** Keyward's write side: append, publish, confirm. */
export async function startKeywardChain({ brokers, database, pepper }) {
  const [logger, metrics] = [pino({ level: 'warn' }), new Registry()];
  const mongo = await connectMongo(database);
  const store = await MongoEventStore.open(mongo);
  const log = openKafka({
    connection: { brokers, clientId: 'bench-command' },
    parkedKeys: await MongoParkedKeys.open(mongo),
    logger,
    metrics,
  });
  const { publisher, subscriber } = log;
  const reads = new Map();
  const timedStore = Object.create(store, {
    unpublishedOf: {
      value: async (stream) => {
        const began = now();
        const commits = await store.unpublishedOf(stream);
        reads.set(stream, [began, now()]);
        return commits;
      },
    },
  });
  const parts = { publisher, subscriber, logger, metrics };
  const { publishing } = EventStoreModule.forRoot({ ...parts, store: timedStore });
  const { barrier } = PropagationModule.forRoot({ ...parts, confirmTimeoutMs: CONFIRM_TIMEOUT_MS });
  publishing.start();
  await barrier.start();

  /** The moments of one command; `reads`: when the publishing asked the store. */
  const command = async (owner, events) => {
    const began = now();
    const { lastVersion } = await store.append(owner.id, owner.version, events, { commandId: randomUUID() });
    const appended = now();
    const position = await publishing.publish(owner.id, lastVersion);
    const published = now();
    const { confirmed, replicas } = await barrier.confirm(position);
    if (!confirmed || replicas !== REPLICAS) throw new Error(`confirmed: ${confirmed}, by ${replicas} replicas`);
    owner.version = lastVersion;
    return { position, began, appended, published, answered: now(), read: reads.get(owner.id) };
  };
  return {
    publisher,
    async seed(id, keys) {
      const owner = { id, version: 0, ...keysOf(id, keys, pepper) };
      await command(owner, owner.events);
      return owner;
    },
    revoke: (owner) =>
      command(owner, [
        {
          event: { type: 'KeyRevoked', keyId: owner.keys.pop().keyId, reason: null },
          at: new Date().toISOString(),
          by: `user:${owner.id}`,
        },
      ]),
    async close() {
      await barrier.close();
      await publishing.close();
      await log.close();
      await mongo.close();
    },
  };
}

/**
 * For each command: read the head, insert the commit, produce the event, then a mark; done when the mark and each
 * replica's acknowledgement were read. Commands that wait share a mark, and where commits were published is written
 * behind the answers, as Keyward does both.
 */
export async function startBareChain({ brokers, database, readModel, pepper }) {
  const [kafka, mongo, views] = [bareKafka(brokers), await bareMongo(database), await bareMongo(readModel)];
  const commits = mongo.db().collection('commits');
  await commits.createIndex({ stream: 1, lastVersion: 1 }, { name: 'stream' });
  await commits.createIndex({ commandId: 1, stream: 1 }, { unique: true });
  await commits.createIndex(
    { stream: 1, firstVersion: 1, appendedAt: 1 },
    { partialFilterExpression: { position: null } },
  );
  const [owners, credentials, checkpoints] = ['owners', 'credentials', 'checkpoints'].map((name) =>
    views.db().collection(name),
  );
  await credentials.createIndex({ keyId: 1 }, { name: 'key' });
  await credentials.createIndex({ pepperId: 1, _id: 1 }, { partialFilterExpression: { revokedAt: null } });
  await owners.createIndex({ 'parked.seenVersion': 1 }, { sparse: true });
  await checkpoints.insertMany(Array.from({ length: PARTITIONS }, (_, partition) => ({ _id: partition, offset: -1 })));
  const producer = kafka.producer({ idempotent: false });
  await producer.connect();

  /** By command: called with whatever names it. */
  const waiting = new Map();
  let [unmarked, markUnderWay] = [[], false];
  const mark = () => {
    if (markUnderWay || unmarked.length === 0) return;
    markUnderWay = true;
    const ids = unmarked.splice(0);
    void producer.send({
      topic: BARE_ACKNOWLEDGEMENTS,
      acks: -1,
      messages: [{ value: JSON.stringify({ mark: true, ids }) }],
    });
  };
  const consumer = await follow(kafka, BARE_ACKNOWLEDGEMENTS, (_partition, messages) => {
    for (const { value } of messages) {
      const { ids, replica, mark: isMark } = JSON.parse(value);
      for (const id of ids) waiting.get(id)?.(isMark ? 'mark' : replica);
      if (isMark) markUnderWay = false;
    }
    mark();
    return Promise.resolve();
  });

  let [published, timer] = [[], undefined];
  const writePositions = async () => {
    timer = undefined;
    await commits.bulkWrite(
      published.splice(0).map(({ _id, position }) => ({
        updateOne: { filter: { _id, position: null }, update: { $set: { position } } },
      })),
      { ordered: false },
    );
  };
  return {
    async seed(id, count) {
      const { events, keys } = keysOf(id, count, pepper);
      await owners.insertOne({
        _id: id,
        role: 'analyst',
        active: true,
        keysRevokedAt: null,
        version: events.length,
        parked: null,
      });
      const issued = events.slice(1).map(
        (
          {
            event: {
              keyId,
              scope,
              mode,
              credential: { digest, pepperId, credentialId },
            },
          },
          index,
        ) => ({
          _id: digest,
          pepperId,
          credentialId,
          keyId,
          ownerId: id,
          scope,
          mode,
          expiresAt: null,
          activeUntil: null,
          graceEnded: false,
          revokedAt: null,
          paused: false,
          issuedVersion: index + 2,
          version: index + 2,
        }),
      );
      await credentials.insertMany(issued);
      await commits.insertOne({
        _id: `${id}@1`,
        stream: id,
        firstVersion: 1,
        lastVersion: events.length,
        commandId: randomUUID(),
        fingerprint: null,
        events,
        appendedAt: new Date(),
        position: { partition: 0, offset: 0 },
      });
      return { id, version: events.length, keys };
    },
    async revoke(owner) {
      const [{ keyId, digest }, id, at] = [owner.keys.pop(), randomUUID(), new Date().toISOString()];
      const began = now();
      const { lastVersion } = await commits.findOne(
        { stream: owner.id },
        { projection: { _id: 0, lastVersion: 1 }, sort: { lastVersion: -1 }, hint: 'stream' },
      );
      const version = lastVersion + 1;
      const event = {
        id,
        type: 'KeyRevoked',
        ownerId: owner.id,
        version,
        at,
        by: `user:${owner.id}`,
        schemaVersion: 1,
        data: { keyId, reason: null },
      };
      const _id = `${owner.id}@${version}`;
      await commits.insertOne({
        _id,
        stream: owner.id,
        firstVersion: version,
        lastVersion: version,
        commandId: id,
        fingerprint: null,
        events: [event],
        appendedAt: new Date(),
        position: null,
      });
      const [heard, done] = [new Set(), Promise.withResolvers()];
      waiting.set(id, (by) => {
        if (heard.add(by).size === REPLICAS + 1) done.resolve();
      });
      const [{ partition, baseOffset }] = await producer.send({
        topic: BARE_EVENTS,
        acks: -1,
        messages: [{ key: owner.id, value: JSON.stringify({ ...event, keyId, digest }) }],
      });
      published.push({ _id, position: { partition, offset: Number(baseOffset) } });
      timer ??= setTimeout(writePositions, MARK_DELAY_MS);
      unmarked.push(id);
      mark();
      await done.promise;
      waiting.delete(id);
      return { began, answered: now() };
    },
    async close() {
      clearTimeout(timer);
      await consumer.disconnect();
      await producer.disconnect();
      await mongo.close();
      await views.close();
    },
  };
}

export function bareMongo(url) {
  return mongoose.mongo.MongoClient.connect(url, { w: 'majority', journal: true, readConcernLevel: 'majority' });
}

/** Sends small requests at once, as Keyward's clients do. */
export function bareKafka(brokers) {
  return new kafkajs.Kafka({
    brokers,
    clientId: 'bench-bare',
    logLevel: kafkajs.logLevel.NOTHING,
    socketFactory: ({ host, port, onConnect }) => connect({ host, port, noDelay: true }, onConnect),
  });
}

/** A consumer of all of `topic`, from its start. Resolves when it reads. */
export async function follow(kafka, topic, handle, partitionsConsumedConcurrently = 1) {
  const consumer = kafka.consumer({
    groupId: `bench-${randomUUID()}`,
    maxWaitTimeInMs: 500,
    minBytes: 1,
    allowAutoTopicCreation: false,
  });
  const joined = new Promise((resolve) => {
    consumer.on(consumer.events.GROUP_JOIN, resolve);
  });
  await consumer.connect();
  await consumer.subscribe({ topics: [topic], fromBeginning: true });
  await consumer.run({
    autoCommit: false,
    eachBatchAutoResolve: false,
    partitionsConsumedConcurrently,
    eachBatch: async ({ batch: { partition, messages }, resolveOffset }) => {
      await handle(partition, messages);
      resolveOffset(messages.at(-1).offset);
    },
  });
  await joined;
  return consumer;
}
