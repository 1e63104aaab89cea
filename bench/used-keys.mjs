// What use costs by traffic: processor time and disk for a key that is used in a second, from the count to the stored
// row; the longest turn of the thread meanwhile; what a month of it takes; and what a key's event costs an owner of many.
import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { setTimeout as pause } from 'node:timers/promises';
import { pino } from 'pino';
import { Registry } from 'prom-client';
import { ActivityProjector } from '#activity/consuming';
import { SqliteActivityStore } from '#activity/adapters/sqlite';
import { UsageModule } from '#activity/counting';
import { encodeKeyEvent, TOPICS } from '#contracts';
import { EmbeddedLog } from '#messaging/adapters/embedded';
import { openDatabase } from '#sqlite';
import { median } from './machine.mjs';

const KEYS = 1000;
const HOUR_MS = 3_600_000;
const DAYS = 31;
/** As on standalone. */
const LINGER_MS = 100;
const ENDPOINT = { method: 'GET', path: '/api/reports/r1', route: '/api/reports/{id}' };
const START = Math.floor(Date.now() / HOUR_MS) * HOUR_MS;
const used = Array.from({ length: KEYS }, () => ({ keyId: crypto.randomUUID(), credentialId: crypto.randomUUID() }));

/** Counter, embedded log and activity in one process, in a folder, by a clock of its own. */
async function withActivity(work) {
  const folder = mkdtempSync(join(tmpdir(), 'keyward-bench-'));
  const clock = { at: START, now: () => new Date(clock.at) };
  const log = EmbeddedLog.open({
    eventsPath: join(folder, 'events.db'),
    groupsPath: join(folder, 'activity.db'),
    now: clock.now,
    groupLingerMs: LINGER_MS,
  });
  const { publisher, subscriber } = log;
  const store = SqliteActivityStore.open(join(folder, 'activity.db'));
  const parts = { publisher, subscriber, clock, logger: pino({ level: 'warn' }), metrics: new Registry() };
  const { usage: counter } = UsageModule.forRoot(parts).tasks;
  const activity = new ActivityProjector({ ...parts, store });
  await activity.start();
  const handled = async (group, topic) => {
    const [{ 0: end }] = [await subscriber.endOf(topic)];
    while (((await subscriber.handledBy(group, topic))[0] ?? -1) < end) await pause(1);
  };
  const bytes = () =>
    ['events.db', 'events.db-wal', 'activity.db', 'activity.db-wal']
      .map((name) => statSync(join(folder, name), { throwIfNoEntry: false })?.size ?? 0)
      .reduce((sum, size) => sum + size, 0);
  try {
    return await work({
      clock,
      store,
      publisher,
      bytes,
      folder,
      /** Each key is used `times`; resolves when that is stored. */
      async use(times = 1) {
        for (const key of used)
          for (let n = 0; n < times; n++) counter.count({ ...key, accepted: true, endpoint: ENDPOINT, at: clock.at });
        await counter.flush();
        await handled('activity-usage', TOPICS.keyUsage.name);
      },
      keyEventsHandled: () => handled('activity-keys', TOPICS.keyEvents.name),
    });
  } finally {
    await counter.close();
    await activity.close();
    await log.close();
    await store.close();
    rmSync(folder, { recursive: true });
  }
}

/** Microseconds of processor time, of all threads. */
function cpu() {
  const { user, system } = process.cpuUsage();
  return user + system;
}

/** The least that can be done: one row for each key, in one transaction a second. */
function bareUpsert(folder) {
  const database = openDatabase(join(folder, 'bare.db'), { durability: 'full' });
  database.exec(
    'CREATE TABLE uses (minute INTEGER, key INTEGER, uses INTEGER, PRIMARY KEY (minute, key)) WITHOUT ROWID',
  );
  const add = database.prepare('INSERT INTO uses VALUES (?, ?, 1) ON CONFLICT DO UPDATE SET uses = uses + 1');
  return {
    second(at) {
      database.exec('BEGIN IMMEDIATE');
      for (let key = 0; key < KEYS; key++) add.run(Math.floor(at / 60_000), key);
      database.exec('COMMIT');
    },
    close: () => database.close(),
  };
}

/** Of each used key and second, over `seconds` of them. */
export function costOfUse(seconds) {
  return withActivity(async ({ clock, use, bytes, folder }) => {
    const bare = bareUpsert(folder);
    for (let warm = 0; warm < 90; warm++, clock.at += 1000) {
      await use();
      bare.second(clock.at);
    }
    const before = bytes();
    const [ours, baseline] = [[], []];
    for (let second = 0; second < seconds; second++, clock.at += 1000) {
      let began = cpu();
      await use();
      ours.push((cpu() - began) / KEYS);
      began = cpu();
      bare.second(clock.at);
      baseline.push((cpu() - began) / KEYS);
    }
    const grown = bytes() - before;
    const turns = await longestTurns(seconds, async () => {
      await use();
      clock.at += 1000;
    });
    bare.close();
    return [
      {
        'each used key and second': `${KEYS} keys, ${seconds} s`,
        'CPU, µs': median(ours).toFixed(1),
        'bare upsert, µs': median(baseline).toFixed(1),
        ratio: (median(ours) / median(baseline)).toFixed(1),
        'disk, bytes': (grown / seconds / KEYS).toFixed(1),
        'longest turn of a second, CPU ms, median': median(turns).toFixed(1),
        'of all': Math.max(...turns).toFixed(1),
      },
    ];
  });
}

/** For each of `times`: the most processor time, in milliseconds, that the thread took between two turns. */
async function longestTurns(times, work) {
  const longest = [];
  for (let time = 0; time < times; time++) {
    let most = 0;
    let last = process.threadCpuUsage();
    let turn = setImmediate(function next() {
      const { user, system } = process.threadCpuUsage(last);
      most = Math.max(most, (user + system) / 1000);
      last = process.threadCpuUsage();
      turn = setImmediate(next);
    });
    await work();
    clearImmediate(turn);
    longest.push(most);
  }
  return longest;
}

/** What hours take that are over, each key used once a second, and by arithmetic all that are kept. */
export function diskOfHours(hours) {
  return withActivity(async ({ clock, use, store, folder }) => {
    const size = async () => {
      while ((await store.packBefore(clock.at, 1000)) > 0);
      const database = openDatabase(join(folder, 'activity.db'), { durability: 'normal' });
      database.exec('PRAGMA wal_checkpoint(TRUNCATE)');
      const { bytes } = database
        .prepare("SELECT sum(pgsize) AS bytes FROM dbstat WHERE name LIKE 'uses_by_hour%'")
        .get();
      database.close();
      return bytes;
    };
    const anHour = async () => {
      for (let minute = 0; minute < 60; minute++, clock.at += 60_000) await use(60);
    };
    await anHour();
    const before = await size();
    for (let hour = 0; hour < hours; hour++) await anHour();
    const perHour = ((await size()) - before) / hours / KEYS;
    return [
      {
        'an hour that is over': `${KEYS} keys, ${hours} h`,
        'bytes of a key and hour': perHour.toFixed(0),
        [`MB in ${DAYS} days, 1,000 keys`]: ((perHour * 24 * DAYS * 1000) / 1e6).toFixed(0),
      },
    ];
  });
}

/** Of one event, of owners that have `counts` keys. */
export async function costOfKeyEvent(counts, events) {
  const spent = [];
  for (const count of counts) {
    spent.push(
      await withActivity(async ({ publisher, keyEventsHandled }) => {
        let version = 0;
        const send = (...happened) =>
          publisher.send(
            TOPICS.keyEvents.name,
            happened.map((event) =>
              encodeKeyEvent({
                ownerId: 'bench/owner',
                version: ++version,
                at: new Date().toISOString(),
                by: 'user:bench/owner',
                event,
              }),
            ),
          );
        const credential = (credentialId) => ({ credentialId, digest: 'd'.repeat(64), pepperId: 'p1', hint: 'hint' });
        const created = Array.from({ length: count }, (_, n) => ({
          type: 'KeyCreated',
          keyId: `k${n}`,
          name: `Key ${n}`,
          scope: 'read-only',
          mode: 'live',
          expiresAt: null,
          credential: credential(`c${n}`),
        }));
        for (let from = 0; from < count; from += 500) await send(...created.slice(from, from + 500));
        await keyEventsHandled();
        const taken = [];
        for (let n = 0; n < events; n++) {
          const [keyId, retires] = [`k${n % count}`, n < count ? `c${n % count}` : `r${n - count}`];
          const began = cpu();
          await send({
            type: 'KeyRotated',
            keyId,
            credential: credential(`r${n}`),
            retires,
            graceEndsAt: new Date().toISOString(),
          });
          await keyEventsHandled();
          taken.push((cpu() - began) / 1000);
        }
        return median(taken);
      }),
    );
  }
  return counts.map((count, index) => ({
    'one event of an owner of': `${count} keys`,
    'CPU, ms, log included': spent[index].toFixed(2),
    ratio: (spent[index] / spent[0]).toFixed(2),
  }));
}
