// What an owner to whom much has happened costs a process that has just started, and one that has been running: processor
// time of commands, retries and pages of a history, with snapshots and, in the same run, without. Each round of each is a
// process of its own, on SQLite. `--smoke`: some seconds.
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { SqliteEventStore, SqliteSnapshotStore } from '#event-store/adapters/sqlite';
import { CommandLoop } from '../dist/libs/keyring/application/command-loop.js';
import { GetKeyHistoryHandler, GetKeyHistoryQuery } from '../dist/libs/keyring/application/get-key-history.js';
import { KeyringRepository } from '../dist/libs/keyring/application/keyring-repository.js';
import { KeyringSnapshots } from '../dist/libs/keyring/application/snapshots/keyring-snapshots.js';
import { describeMachine, median, printTable } from './machine.mjs';

const smoke = process.argv.includes('--smoke');
const [EVENTS, ROUNDS, COMMANDS] = smoke ? [1000, 1, 50] : [10_000, 3, 1000];
const HEAVY = 'acme/heavy';
const AT = '2026-01-01T00:00:00.000Z';
const BY = `user:${HEAVY}`;
const logger = { warn: (facts, message) => console.error(message, facts), error: console.error };

let tasks = 0;
const [role, folder] = process.argv.slice(2).filter((argument) => !argument.startsWith('--'));
if (role === undefined) await bench();
else process.send(await (role === 'seed' ? seed() : measure(role === 'with')));

async function bench() {
  const shared = mkdtempSync(join(existsSync('/dev/shm') ? '/dev/shm' : tmpdir(), 'keyward-heavy-'));
  try {
    await inProcess('seed', shared);
    const costs = { with: [], without: [] };
    for (let round = 0; round < ROUNDS; round += 1)
      for (const way of ['with', 'without']) costs[way].push(await inProcess(way, shared));
    console.log(`${describeMachine()}; medians of ${ROUNDS} processes; a keyring of ${EVENTS} events, CPU ms\n`);
    printTable(
      Object.keys(costs.with[0]).map((what) => {
        const [fast, slow] = [costs.with, costs.without].map((rounds) => median(rounds.map((round) => round[what])));
        return { what, snapshots: fast.toFixed(1), 'no snapshots': slow.toFixed(1), ratio: (fast / slow).toFixed(3) };
      }),
    );
  } finally {
    rmSync(shared, { recursive: true });
  }
}

async function inProcess(task, shared) {
  const own = join(shared, `${task}-${(tasks += 1)}`);
  if (task !== 'seed') cpSync(join(shared, 'seed-1'), own, { recursive: true });
  else mkdirSync(own);
  const child = fork(fileURLToPath(import.meta.url), [task, own, ...(smoke ? ['--smoke'] : [])]);
  const [answer] = await once(child, 'message');
  if (task !== 'seed') rmSync(own, { recursive: true });
  return answer;
}

/** Half as many keys as events: each is created and revoked. Two stay; one of them is the work of a retryable command, halfway. */
async function seed() {
  const { store, loop, repository, close } = open(true);
  await loop.run(createOf('heavy', 'k-kept'));
  let { version } = await repository.load(HEAVY);
  const append = async (event) => {
    await store.append(HEAVY, version, [{ event, at: AT, by: BY }], { commandId: `seed ${version}` });
    version += 1;
  };
  const retryable = async () => {
    await loop.run(createOf('heavy', 'k-middle', 'middle'));
    return version + 1;
  };
  while (version < EVENTS) {
    const keyId = `k${version}`;
    await append(created(keyId));
    await append({ type: 'KeyRevoked', keyId, reason: null });
    if (version === EVENTS / 2) version = await retryable();
  }
  await repository.load(HEAVY);
  await new Promise((resolve) => setTimeout(resolve, 500));
  await close();
  return {};
}

async function measure(hasSnapshots) {
  const { loop, repository, close } = open(hasSnapshots);
  for (let n = 0; n < 20; n += 1) await loop.run(createOf('light', `k${n}-${process.pid}`)); // the code is warm, the owner not
  const costs = {};
  let n = 0;
  const command = () => {
    n += 1;
    const keyId = `new${Math.ceil(n / 2)}`;
    return loop.run(n % 2 === 1 ? createOf('heavy', keyId) : revokeOf('heavy', keyId));
  };
  costs['first command'] = await cpuMs(command);
  costs['second command'] = await cpuMs(command);
  const history = new GetKeyHistoryHandler(repository);
  const page = () =>
    history.execute(new GetKeyHistoryQuery(caller('heavy'), 'k-kept', { limit: 100, cursor: undefined }));
  costs['first page of a history'] = await cpuMs(page);
  costs['second page of a history'] = await cpuMs(page);
  const retry = () => loop.run(createOf('heavy', 'k-middle', 'middle'));
  costs['first retry of an old command'] = await cpuMs(retry);
  costs['second retry of it'] = await cpuMs(retry);
  costs[`each of ${COMMANDS} commands`] =
    (await cpuMs(async () => {
      for (let count = 0; count < COMMANDS; count += 1) await command();
    })) / COMMANDS;
  await close();
  return costs;
}

async function cpuMs(work) {
  const before = process.cpuUsage();
  await work();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000;
}

/** The write side on the files in the folder; what follows an append is answered at once. */
function open(hasSnapshots) {
  const store = SqliteEventStore.open(join(folder, 'events.db'));
  const snapshotStore = SqliteSnapshotStore.open(join(folder, 'derived.db'));
  const none = { find: () => Promise.resolve(undefined), save: () => Promise.resolve() };
  const repository = new KeyringRepository(
    store,
    new KeyringSnapshots(hasSnapshots ? snapshotStore : none, store, logger),
  );
  const propagation = { position: null, confirmed: true, replicas: 1, waitedMs: 0 };
  const loop = new CommandLoop(
    repository,
    { waitFor: () => Promise.resolve({ propagation }) },
    { counted: (_type, work) => work(), propagated: (waiting) => waiting },
    store,
    { now: () => new Date(AT) },
    { maxKeysPerOwner: 1_000_000, maxKeysEverPerOwner: 1_000_000, mutationsPerHour: 1_000_000, roleSource: 'token' },
  );
  const close = () => Promise.all([store.close(), snapshotStore.close()]);
  return { store, loop, repository, close };
}

function caller(userId) {
  return { kind: 'user', orgId: 'acme', userId, ownerId: `acme/${userId}`, role: 'analyst', issuedAt: 1 };
}

function createOf(userId, keyId, idempotencyKey) {
  const requester = { kind: 'self', token: { role: 'analyst', issuedAt: 1 } };
  return {
    caller: caller(userId),
    ownerId: `acme/${userId}`,
    type: 'CreateKey',
    command: () => ({ ...created(keyId), type: 'CreateKey', requester }),
    idempotency:
      idempotencyKey === undefined ? null : { key: idempotencyKey, method: 'POST', target: '/v1/keys', body: {} },
  };
}

function revokeOf(userId, keyId) {
  const { command: create, ...request } = createOf(userId, keyId);
  const { requester } = create();
  return { ...request, type: 'RevokeKey', command: () => ({ type: 'RevokeKey', requester, keyId, reason: null }) };
}

function created(keyId) {
  const credential = {
    credentialId: `c-${keyId}`,
    digest: 'd'.repeat(64),
    pepperId: 'p1',
    hint: 'claribi_sk_live_Ab12',
  };
  return { type: 'KeyCreated', keyId, name: 'Bench', scope: 'read-only', mode: 'live', expiresAt: null, credential };
}
