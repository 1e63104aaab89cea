// Importing a history of many keys into a standalone Keyward, exporting it, backing it up, and checking its databases,
// against raw SQLite inserts of the same commits with one transaction for 1,000 of them. `--smoke`: a few seconds;
// `--keys N`.
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { createReadStream, createWriteStream, mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { createInterface } from 'node:readline';
import { commitsIn, historyLines } from '#event-store';
import { backUp, openDataFolder, openEvents } from '#profiles/embedded';
import { faultOfDatabase, openDatabase, transaction } from '#sqlite';
import { describeMachine, printTable } from './machine.mjs';

const smoke = process.argv.includes('--smoke');
const at = process.argv.indexOf('--keys');
const KEYS = at === -1 ? (smoke ? 2000 : 100_000) : Number(process.argv[at + 1]);
const KEYS_PER_OWNER = 100;
const BATCH = 1000;

const root = mkdtempSync(join(tmpdir(), 'keyward-bench-'));
const file = join(root, 'history.ndjson');
const AT = '2026-01-01T00:00:00.000Z';

async function* history() {
  for (let owner = 0; owner * KEYS_PER_OWNER < KEYS; owner++) {
    const stream = `bench/${String(owner).padStart(9, '0')}`;
    for (let version = 1; version <= KEYS_PER_OWNER; version++) {
      const id = `${stream}@${version}`;
      const digest = createHash('sha256').update(id).digest('hex');
      const data = {
        keyId: `key_${digest.slice(0, 22)}`,
        name: `Weekly Report Script ${version}`,
        scope: 'read-only',
        mode: 'live',
        expiresAt: null,
        credential: {
          credentialId: `cred_${digest.slice(22, 44)}`,
          digest,
          pepperId: 'p1',
          hint: 'claribi_sk_live_Ab12',
        },
      };
      const event = { type: 'KeyCreated', schemaVersion: 2, changesAccess: true, ownerId: stream, version, at: AT };
      const envelopes = [{ ...event, by: `user:${stream}`, data }];
      yield { stream, firstVersion: version, commandId: id, fingerprint: digest, appendedAt: new Date(AT), envelopes };
    }
  }
}

const lines = () => createInterface({ input: createReadStream(file) });

async function batches(commits, write) {
  let batch = [];
  for await (const commit of commits) if (batch.push(commit) === BATCH) await write(batch.splice(0));
  if (batch.length > 0) await write(batch);
}

const rows = [];
async function timed(what, work) {
  const [start, cpu] = [performance.now(), process.cpuUsage()];
  await work();
  const seconds = (performance.now() - start) / 1000;
  const { user, system } = process.cpuUsage(cpu);
  rows.push({ what, seconds, cpu: (user + system) / 1e6 });
}

const out = createWriteStream(file);
for await (const line of historyLines(history(), new Date(AT))) if (!out.write(`${line}\n`)) await once(out, 'drain');
out.end();
await once(out, 'finish');

const raw = openDatabase(join(root, 'raw.db'), { durability: 'full' });
raw.exec('CREATE TABLE commits (stream TEXT, first INTEGER, command TEXT, events TEXT, UNIQUE (stream, first))');
const insert = raw.prepare('INSERT INTO commits VALUES (?, ?, ?, ?)');
await timed('raw SQLite', () =>
  batches(history(), (batch) => {
    transaction(raw, () => {
      for (const each of batch)
        insert.run(each.stream, each.firstVersion, each.commandId, JSON.stringify(each.envelopes));
    });
  }),
);
raw.close();

const data = join(root, 'data');
const folder = openDataFolder(data);
const { store, log, database } = openEvents(folder.databases.eventsDb);
await timed('read and compare the file', async () => {
  for await (const commit of commitsIn(lines())) void commit;
});
await timed('import it', () =>
  batches(commitsIn(lines()), (batch) => store.addPast(batch.map((commit) => ({ ...commit, position: null })))),
);
await timed('export it', async () => {
  for await (const line of historyLines(store.commits(), new Date(AT))) void line;
});
await timed('back it up', () => backUp(data, join(root, 'backup')));
await log.close();
await store.close();
database.close();
folder.release();
await timed('quick_check of events.db', () => Promise.resolve(faultOfDatabase(folder.databases.eventsDb)));

const [{ cpu: baseline }] = rows;
const megabytes = Math.round(statSync(folder.databases.eventsDb).size / 1e6);
console.log(`${describeMachine()}; ${KEYS} keys, one commit each; events.db has ${megabytes} MB\n`);
printTable(
  rows.map(({ what, seconds, cpu }) => ({
    what,
    seconds: seconds.toFixed(2),
    'CPU, s': cpu.toFixed(2),
    'keys/s': Math.round(KEYS / seconds).toString(),
    'CPU against raw': (cpu / baseline).toFixed(1),
  })),
);
rmSync(root, { recursive: true });
