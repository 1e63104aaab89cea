// What the registry of replicas costs the memory of a standalone, and how much of it a replica that joins reads, after
// ever more confirmed changes; memory over that of the same records kept as they were sent. `--smoke`: a few seconds.
import 'reflect-metadata';
import process from 'node:process';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { EmbeddedLog } from '#messaging/adapters/embedded';
import { RegistryBarrier, RegistryReplica } from '#propagation';
import { describeMachine, printTable } from './machine.mjs';

setFlagsFromString('--expose-gc');
const collectGarbage = runInNewContext('gc');

const COUNTS = process.argv.includes('--smoke') ? [300, 1500] : [1000, 5000, 20_000];
const TOPIC = 'verifiers';
/** Between two changes, others encode so many records of this size and let go of them, as the usage counter does. */
const [NEIGHBOURS, NEIGHBOUR] = [20, 'x'.repeat(800)];

console.log(`${describeMachine()}; ${NEIGHBOURS} records of ${NEIGHBOUR.length} bytes between two changes\n`);
const rows = [];
for (const count of COUNTS) {
  const baseline = await measure(count, (sent) => ({ kept: sent }));
  const topic = await measure(count, () => ({}));
  rows.push({
    changes: count,
    'records sent': topic.sent,
    'held by the topic': topic.held,
    'read by a replica that joins': topic.read,
    'memory, kB': kB(topic.memory),
    'all kept as sent, kB': kB(baseline.memory - topic.memory),
    'per record, bytes': Math.round((baseline.memory - topic.memory) / topic.sent),
  });
}
printTable(rows);

/** Runs `count` confirmed changes; `keep` may hold on to what is sent. */
async function measure(count, keep) {
  const log = EmbeddedLog.open({ eventsPath: ':memory:' });
  const sent = [];
  const keeping = keep(sent).kept !== undefined;
  let records = 0;
  const publisher = {
    send: (topic, outgoing) => {
      records += outgoing.length;
      if (keeping) sent.push(...outgoing);
      return log.publisher.send(topic, outgoing);
    },
    close: () => Promise.resolve(),
  };
  const before = memoryNow();
  const barrier = new RegistryBarrier({ publisher, subscriber: log.subscriber, confirmTimeoutMs: 60_000 });
  await barrier.start();
  let applied = {};
  const joining = (subscriber) =>
    new RegistryReplica({
      publisher,
      subscriber,
      leaseMs: 600_000,
      appliedPositions: () => applied,
      endOfKeyEvents: () => Promise.resolve({}),
    });
  const replica = joining(log.subscriber);
  await replica.join();
  for (let offset = 0; offset < count; offset += 1) {
    const confirmed = barrier.confirm({ partition: 0, offset });
    applied = { 0: offset };
    replica.advanced();
    if (!(await confirmed).confirmed) throw new Error(`change ${offset} was not confirmed`);
    for (let n = 0; n < NEIGHBOURS; n += 1) Buffer.from(NEIGHBOUR);
  }
  const memory = memoryNow() - before;
  const held = await readBy((subscriber) => reading(subscriber));
  const read = await readBy(async (subscriber) => {
    const late = joining(subscriber);
    await late.join();
    return () => late.leave();
  });
  await replica.leave();
  await barrier.close();
  await log.close();
  return { memory, sent: records, held, read };

  async function readBy(work) {
    let count = 0;
    const end = await work({
      ...delegating(log.subscriber),
      subscribe: (options) =>
        log.subscriber.subscribe({
          ...options,
          handle: (batch) => {
            count += batch.length;
            return options.handle(batch);
          },
        }),
    });
    await end();
    return count;
  }
}

/** Reads the whole topic once. */
async function reading(subscriber) {
  const { 0: end = -1 } = await subscriber.endOf(TOPIC);
  let reached;
  const whole = new Promise((resolve) => {
    reached = resolve;
  });
  const subscription = await subscriber.subscribe({
    topic: TOPIC,
    mode: 'broadcast',
    after: {},
    handle: (batch) => {
      if (batch.at(-1).offset >= end) reached();
      return Promise.resolve();
    },
  });
  await whole;
  return () => subscription.close();
}

function delegating(subscriber) {
  return {
    endOf: (topic) => subscriber.endOf(topic),
    handledBy: (group, topic) => subscriber.handledBy(group, topic),
    close: () => Promise.resolve(),
  };
}

function memoryNow() {
  collectGarbage();
  collectGarbage();
  const { heapUsed, arrayBuffers } = process.memoryUsage();
  return heapUsed + arrayBuffers;
}

function kB(bytes) {
  return Math.round(bytes / 1000);
}
