// What an event store that is empty takes of heap and time to get back from key-events, by the number of events: the most
// heap that is held at any time, without garbage, over that of the process before. The log is made up record by record
// and the store is SQLite, so that neither is in the heap. `--events N`: the most (default 200,000: some minutes), `--smoke`: some seconds.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { parseArgs } from 'node:util';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { encodeStoredEvent } from '#contracts';
import { restoreFromLog } from '#event-store';
import { SqliteEventStore } from '#event-store/adapters/sqlite';
import { describeMachine, printTable } from './machine.mjs';

setFlagsFromString('--expose-gc');
const collectGarbage = runInNewContext('gc');

const { values } = parseArgs({
  options: { events: { type: 'string', default: '200000' }, smoke: { type: 'boolean' } },
});
const MOST = values.smoke ? 4000 : Number(values.events);
const DELIVERY = 1000;
const DELIVERIES_A_LOOK = 20;

const rows = [];
await restored(1000, 20); // what the first one loads is no cost of events
for (const [events, ofAnOwner] of [
  [MOST / 20, 20],
  [MOST, 20],
  [MOST, 2],
]) {
  const { heap, seconds } = await restored(events, events / ofAnOwner);
  rows.push({
    events,
    'of an owner': ofAnOwner,
    'most heap, MB': (heap / 1e6).toFixed(1),
    'bytes an event': Math.round(heap / events),
    'bytes an owner': Math.round((heap / events) * ofAnOwner),
    'µs an event': Math.round((seconds * 1e6) / events),
  });
}
console.log(`${describeMachine().replace(/, (server|nothing).*/, '')}\n`);
printTable(rows);

async function restored(events, owners) {
  const folder = mkdtempSync(join(tmpdir(), 'keyward-bench-'));
  const store = SqliteEventStore.open(join(folder, 'events.db'));
  const empty = heapUsed();
  let most = 0;
  const look = () => {
    most = Math.max(most, heapUsed() - empty);
  };
  const counted = {
    readStored: (stream, afterVersion) => store.readStored(stream, afterVersion),
    addPast: (commits) => {
      if (commits[0].firstVersion === 1 && commits[0].stream === ownerOf(0)) look();
      return store.addPast(commits);
    },
  };
  const startedAt = performance.now();
  const { restored: written } = await restoreFromLog({ store: counted, subscriber: logOf(events, owners, look) });
  const seconds = (performance.now() - startedAt) / 1000;
  if (written !== events) throw new Error(`${written} of ${events} events were written`);
  await store.close();
  rmSync(folder, { recursive: true });
  return { heap: most, seconds };
}

/** Hands over `events` records of `owners` owners, whose versions come side by side. */
function logOf(events, owners, look) {
  return {
    endOf: () => Promise.resolve({ 0: events - 1 }),
    subscribe: ({ handle, after }) => {
      const hand = async () => {
        let deliveries = 0;
        for (let first = (after[0] ?? -1) + 1; first < events; first += DELIVERY) {
          const size = Math.min(DELIVERY, events - first);
          await handle(Array.from({ length: size }, (_, n) => recordOf(first + n, owners)));
          if ((deliveries += 1) % DELIVERIES_A_LOOK === 0) look();
        }
        return new Promise(() => undefined);
      };
      return Promise.resolve({ failed: hand(), close: () => Promise.resolve() });
    },
  };
}

function recordOf(offset, owners) {
  const version = Math.floor(offset / owners) + 1;
  const id = String(offset).padStart(22, '0');
  const record = encodeStoredEvent({
    type: 'KeyCreated',
    schemaVersion: 1,
    changesAccess: true,
    ownerId: ownerOf(offset % owners),
    version,
    at: '2026-01-01T00:00:00.000Z',
    by: `user:${ownerOf(offset % owners)}`,
    data: {
      keyId: `key_${id}`,
      name: 'Weekly Report Script',
      scope: 'read-only',
      mode: 'live',
      expiresAt: null,
      credential: {
        credentialId: `cred_${id}`,
        digest: String(offset).padStart(64, '0'),
        pepperId: 'p1',
        hint: 'claribi_sk_live_Ab12',
      },
    },
  });
  return { ...record, topic: 'key-events', partition: 0, offset, timestamp: new Date(0) };
}

function ownerOf(n) {
  return `bench/${String(n).padStart(8, '0')}`;
}

function heapUsed() {
  collectGarbage();
  collectGarbage();
  return process.memoryUsage().heapUsed;
}
