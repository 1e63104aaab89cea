// The distributed profile with three verification replicas on a Kafka and a MongoDB of its own. `--smoke`: half a
// minute.
import 'reflect-metadata';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import autocannon from 'autocannon';
import { encodeKeyEvent, TOPICS } from '#contracts';
import { KafkaTopics, SINGLE_BROKER } from '#messaging/adapters/kafka';
import { enginesHere, isCi } from '../test/engines/engines-here.mjs';
import { freePort } from '../test/profiles/free-port.ts';
import { untilReady } from '../tools/until-ready.mjs';
import { clientOf, exchange, startKeyward } from './keyward.mjs';
import { cpuMsOf, describeMachine, median, pinServer, printTable, quantile, spawnServer } from './machine.mjs';
import {
  BARE_ACKNOWLEDGEMENTS,
  BARE_EVENTS,
  bareKafka,
  keysOf,
  now,
  PARTITIONS,
  REPLICAS,
  startBareChain,
  startKeywardChain,
} from './revoke-chains.mjs';

const smoke = process.argv.includes('--smoke');
/** Per round: revocations one at a time, and with eight at once; multiples of OWNERS. */
const REVOCATIONS = { 1: smoke ? 24 : 40, 8: smoke ? 40 : 80 };
const ROUNDS = smoke ? 1 : 5;
const OWNERS = 8;
const KEYS_PER_OWNER = Math.ceil(((ROUNDS + 1) * (REVOCATIONS[1] + REVOCATIONS[8])) / OWNERS);
/** Over HTTP, one at a time and with eight at once; four times as many with 32. */
const HTTP_KEYS = smoke ? 16 : 48;
const VERIFY_KEYS = 20;
const VERIFY = smoke ? { rounds: 1, seconds: 1 } : { rounds: 5, seconds: 2 };
const CATCH_UP = smoke ? { rounds: 1, owners: 20 } : { rounds: 3, owners: 40 };
const KEYS_PER_SEEDED_OWNER = 99;
const CONNECTIONS = 32;

const here = enginesHere();
if (here.kind === 'none') {
  console.log(`bench/distributed.mjs needs a Kafka and a MongoDB, and there are none here: ${here.missing}.`);
  process.exit(isCi() ? 1 : 0);
}
await import('../test/crash/typescript-hook.mjs');
const engines =
  here.kind === 'docker'
    ? (await import('../test/engines/container-engines.ts')).containerEngines
    : (await import('../test/engines/local-engines.ts')).localEngines;
const [kafka, mongo] = await Promise.all([engines.kafka(), engines.mongo()]);
const brokers = [kafka.address];
const pepper = `p1:${randomBytes(32).toString('base64')}`;
const database = (name) => `mongodb://${mongo.address}/bench-${name}`;
/** Of all that key-events holds: key-command starts on no other. */
const EVENTS = database('commands');
try {
  await createTopics();
  console.log(
    `${describeMachine().replace(/, (server|nothing) pinned.*/, '')}; ${here.kind === 'docker' ? 'Kafka and MongoDB in containers' : 'a local Kafka, and a stand-in for MongoDB that is slow: its times say nothing about MongoDB'}`,
  );
  await inTheProcess();
  await overHttp();
  await catchingUp();
} finally {
  await Promise.all([kafka.stop(), mongo.stop()]);
}

async function createTopics() {
  const topics = new KafkaTopics({ brokers, clientId: 'bench' });
  await topics.ensure(SINGLE_BROKER);
  await topics.close();
  const admin = bareKafka(brokers).admin();
  await admin.connect();
  await admin.createTopics({
    waitForLeaders: true,
    topics: [
      { topic: BARE_EVENTS, numPartitions: PARTITIONS },
      { topic: BARE_ACKNOWLEDGEMENTS, numPartitions: 1 },
    ],
  });
  await admin.disconnect();
}

/** Revocations by Keyward's own parts, leg by leg, and by the bare chain, in turns. */
async function inTheProcess() {
  const replicas = await Promise.all(
    Array.from({ length: REPLICAS }, () =>
      startReplica({ readModel: database('read-model'), bareReadModel: database('bare-read-model') }),
    ),
  );
  const keyward = await startKeywardChain({ brokers, database: EVENTS, pepper });
  const bare = await startBareChain({
    brokers,
    database: database('bare-commands'),
    readModel: database('bare-read-model'),
    pepper,
  });
  const owners = new Map();
  for (const chain of [keyward, bare])
    owners.set(
      chain,
      await Array.fromAsync({ length: OWNERS }, (_, index) => chain.seed(`bench/owner-${index}`, KEYS_PER_OWNER)),
    ); // in turn
  const measured = { 1: { keyward: [], bare: [] }, 8: { keyward: [], bare: [] } };
  for (let round = 0; round <= ROUNDS; round++) {
    for (const atOnce of [1, 8]) {
      const turns = [
        ['keyward', keyward],
        ['bare', bare],
      ];
      for (const [name, chain] of round % 2 === 0 ? turns : turns.reverse()) {
        const moments = await revocations(chain, owners.get(chain), atOnce);
        if (round > 0) measured[atOnce][name].push(...moments); // the first makes everything warm
      }
    }
  }
  const seen = await Promise.all(replicas.map(({ ask }) => ask('seen')));
  await keyward.close();
  await bare.close();
  await Promise.all(replicas.map(({ stop }) => stop()));
  printLegs(measured, seen);
}

async function revocations(chain, owners, atOnce) {
  const moments = [];
  await Promise.all(
    owners.slice(0, atOnce).map(async (first) => {
      for (let done = 0; done < REVOCATIONS[atOnce] / atOnce; done++)
        moments.push(await chain.revoke(atOnce === 1 ? owners[done % OWNERS] : first));
    }),
  );
  return moments;
}

function printLegs(measured, seen) {
  const columns = [1, 8].map((atOnce) => ({
    atOnce,
    legs: measured[atOnce].keyward.map((moments) => legsOf(moments, seen)),
    bare: measured[atOnce].bare.map(({ began, answered }) => answered - began),
  }));
  const row = (title, pick) =>
    Object.fromEntries([
      ['revocation, ms', title],
      ...columns.flatMap((column) =>
        [0.5, 0.99].map((q) => [`${column.atOnce} at once, p${q * 100}`, pick(column, q)]),
      ),
    ]);
  const leg = (name) =>
    row(name, ({ legs }, q) =>
      quantile(
        legs.map((each) => each[name]),
        q,
      ).toFixed(1),
    );
  console.log(
    `\nFrom the command to its confirmation by ${REPLICAS} replicas; ${columns.map(({ legs, atOnce }) => `${legs.length} with ${atOnce} at once`).join(', ')}\n`,
  );
  printTable([
    ...['append', 'publish', 'receive', 'apply', 'acknowledge', 'total'].map(leg),
    row('bare chain', ({ bare }, q) => quantile(bare, q).toFixed(1)),
    row('total / bare chain', ({ legs, bare }, q) =>
      (
        quantile(
          legs.map(({ total }) => total),
          q,
        ) / quantile(bare, q)
      ).toFixed(2),
    ),
    leg('all but the store'),
  ]);
}

/**
 * The legs of a revocation, in milliseconds. `receive` ends when the last replica has the record, `apply` when the last
 * has applied it. The store's part is the append, the publisher's read, and from then on the time that the store of the
 * replica that was last worked, for whatever record.
 */
function legsOf({ position: { partition, offset }, began, appended, published, answered, read }, seen) {
  const position = `${partition}:${offset}`;
  const batches = seen.map(({ batches: all }) => all.find(({ positions }) => positions.includes(position)));
  if (batches.some((batch) => batch === undefined || batch.applied > answered))
    throw new Error(`confirmed before every replica had applied ${position}`);
  const received = Math.max(published, ...batches.map(({ arrived }) => arrived));
  const applied = Math.max(received, ...batches.map((batch) => batch.applied));
  const last = batches.indexOf(batches.reduce((latest, batch) => (batch.applied > latest.applied ? batch : latest)));
  const stored =
    appended -
    began +
    overlap(read, [appended, published]) +
    seen[last].storeWork.reduce((sum, work) => sum + overlap(work, [published, applied]), 0);
  return {
    append: appended - began,
    publish: published - appended,
    receive: received - published,
    apply: applied - received,
    acknowledge: answered - applied,
    total: answered - began,
    'all but the store': answered - began - stored,
  };
}

function overlap([from, to], [begin, end]) {
  return Math.max(0, Math.min(to, end) - Math.max(from, begin));
}

/** The built services over HTTP, one key-command and three verification processes. */
async function overHttp() {
  const services = await startServices();
  try {
    await latencies(services);
    await verifies(services);
  } finally {
    await services.stop();
  }
}

async function startServices() {
  const jwtSecret = randomBytes(32).toString('hex');
  const start = async (service, env) => {
    const port = await freePort();
    const server = spawnServer(
      [fileURLToPath(new URL(`../dist/apps/${service}/main.js`, import.meta.url))],
      {
        PORT: String(port),
        KEY_PEPPERS: pepper,
        KAFKA_BROKERS: kafka.address,
        DRAIN_MS: '0',
        LOG_LEVEL: 'warn',
        NODE_ENV: 'production',
        MUTATIONS_PER_MINUTE: '1000000',
        MUTATIONS_PER_HOUR: '1000000',
        ...env,
      },
      { anywhere: true },
    );
    const address = `http://127.0.0.1:${port}`;
    await untilReady(address, () => server.child.exitCode !== null);
    return { address, pid: server.child.pid, stop: server.stop };
  };
  const [command, ...replicas] = await Promise.all([
    start('key-command', { MONGO_URL: EVENTS, JWT_SECRET: jwtSecret }),
    ...Array.from({ length: REPLICAS }, async () =>
      start('verification', {
        MONGO_URL: database('app-verification'),
        TCP_PORT: String(await freePort()),
        GRPC_PORT: String(await freePort()),
        AUTHORIZE_SOURCE: 'forwarded',
      }),
    ),
  ]);
  return {
    replicas,
    as: (userId) => clientOf(command.address, jwtSecret, userId),
    async stop() {
      await Promise.all([command, ...replicas].map(({ stop }) => stop()));
    },
  };
}

/**
 * Creates and revokes keys of new owners, and sees that each replica judges by it from the moment the command is
 * answered.
 */
async function latencies({ replicas, as }) {
  const rows = [];
  let owners = 0;
  for (const atOnce of [1, 8, 32]) {
    const clients = await Promise.all(Array.from({ length: atOnce }, () => as(`caller-${owners++}`)));
    const timings = { create: [], usable: [], revoke: [] };
    const rates = {};
    const measure = async (command, keys, work) => {
      const began = now();
      await Promise.all(
        clients.map(async (post, index) => {
          for (let count = 0; count < keys; count++) await work(post, index);
        }),
      );
      rates[command] = (clients.length * keys * 1000) / (now() - began);
    };
    const timed = async (command, work) => {
      const began = now();
      const answer = await work();
      timings[command].push(now() - began);
      return answer;
    };
    const created = clients.map(() => []);
    const keys = Math.ceil(HTTP_KEYS / Math.min(atOnce, 8));
    await measure('create', keys, async (post, index) => {
      const { secret, key, propagation } = await timed('create', () =>
        post('/v1/keys', { name: 'Bench', scope: 'read-only' }),
      );
      requireConfirmed(propagation);
      created[index].push({ secret, keyId: key.keyId });
    });
    for (const each of created)
      for (const { secret } of each.slice(0, 2)) await timed('usable', () => everywhere(replicas, secret, 200));
    await measure('revoke', keys, async (post, index) => {
      const { secret, keyId } = created[index].pop();
      requireConfirmed((await timed('revoke', () => post(`/v1/keys/${keyId}/revoke`, {}))).propagation);
      if (created[index].length === 0) await everywhere(replicas, secret, 401);
    });
    const [p50, p99] = [0.5, 0.99].map((q) => (command) => quantile(timings[command], q).toFixed(1));
    rows.push({
      'over HTTP': `${atOnce} at once`,
      'revoke, ms p50': p50('revoke'),
      p99: p99('revoke'),
      'create, ms p50': p50('create'),
      'p99 ': p99('create'),
      'then usable at all, ms p50': p50('usable'),
      'creates /s': rates.create.toFixed(0),
      'revokes /s': rates.revoke.toFixed(0),
    });
  }
  console.log(`\nCommands over HTTP, each answered when ${REPLICAS} replicas have confirmed it\n`);
  printTable(rows);
}

function requireConfirmed({ confirmed, replicas }) {
  if (!confirmed || replicas !== REPLICAS) throw new Error(`confirmed: ${confirmed}, by ${replicas} replicas`);
}

/** Asks every replica at once, and throws unless each answers with `status` the first time. */
async function everywhere(replicas, secret, status) {
  await Promise.all(
    replicas.map(async ({ address }) => {
      const answer = await exchange(address, authorizing(secret));
      if (answer.status !== status)
        throw new Error(`a replica answered ${answer.status} in place of ${status}: ${answer.text}`);
    }),
  );
}

function authorizing(key) {
  return {
    method: 'GET',
    path: '/v1/authorize',
    headers: { 'x-api-key': key, 'x-forwarded-method': 'GET', 'x-forwarded-uri': '/api/data-sources/' },
  };
}

/** Verdicts of one replica per second, against the standalone app. */
async function verifies({ replicas: [replica], as }) {
  const standalone = await startKeyward();
  try {
    pinServer(replica.pid);
    const subjects = [
      { server: replica, keys: await verifyKeys(as) },
      { server: standalone, keys: await verifyKeys(standalone.as) },
    ];
    for (const subject of subjects) await load(subject, 1);
    const rounds = [];
    for (let round = 0; round < VERIFY.rounds; round++) {
      const [one, other] = [await load(subjects[0], VERIFY.seconds), await load(subjects[1], VERIFY.seconds)];
      rounds.push({ one, other });
    }
    const of = (pick) => median(rounds.map(pick));
    console.log(
      `\nVerdicts by header, ${CONNECTIONS} connections, medians of ${VERIFY.rounds} × ${VERIFY.seconds} s\n`,
    );
    printTable([
      {
        verify: 'by header',
        'standalone /s': of(({ other }) => other.rate).toFixed(0),
        'replica /s': of(({ one }) => one.rate).toFixed(0),
        ratio: of(({ one, other }) => one.rate / other.rate).toFixed(2),
        'standalone CPU µs': of(({ other }) => other.cpuMicros).toFixed(0),
        'replica CPU µs': of(({ one }) => one.cpuMicros).toFixed(0),
        'ratio by CPU': of(({ one, other }) => other.cpuMicros / one.cpuMicros).toFixed(2),
      },
    ]);
  } finally {
    await standalone.stop();
  }
}

async function verifyKeys(as) {
  const post = await as('verifier');
  return Array.fromAsync(
    { length: VERIFY_KEYS },
    async (_, index) => (await post('/v1/keys', { name: `Key ${index}`, scope: 'read-only' })).secret,
  );
}

async function load({ server: { address, pid }, keys }, duration) {
  const cpuBefore = cpuMsOf(pid);
  const result = await autocannon({
    url: address,
    duration,
    connections: CONNECTIONS,
    requests: keys.map(authorizing),
  });
  if (result.non2xx > 0 || result.errors > 0)
    throw new Error(`${result.non2xx} refusals and ${result.errors} errors from ${address}`);
  return { rate: result['2xx'] / result.duration, cpuMicros: ((cpuMsOf(pid) - cpuBefore) * 1000) / result['2xx'] };
}

/** A replica with an empty read model applies all that key-events holds, and a bare consumer reads it. */
async function catchingUp() {
  await seedEvents();
  const rounds = [];
  for (let round = 0; round < CATCH_UP.rounds; round++) {
    const replica = await startReplica({ readModel: database(`catch-up-${round}`) });
    const { batches, storeWork } = await replica.ask('seen');
    const count = batches.reduce((sum, { positions }) => sum + positions.length, 0);
    const ms = batches.at(-1).applied - batches[0].arrived;
    const bare = await replica.ask('readBare');
    if (bare.count !== count) throw new Error(`a replica applied ${count} of ${bare.count} records`);
    const stored = storeWork.reduce((sum, [from, to]) => sum + to - from, 0);
    rounds.push({
      count,
      applied: (count * 1000) / ms,
      read: (count * 1000) / bare.ms,
      unstored: (count * 1000) / (ms - stored),
    });
    await replica.stop();
  }
  const of = (pick) => median(rounds.map(pick));
  console.log(`\nKey events, ${rounds[0].count} of them, by a replica that catches up with an empty read model\n`);
  printTable([
    {
      'key events': 'bare kafkajs consumer, reads them',
      'per second': of(({ read }) => read).toFixed(0),
      ratio: '1.000',
    },
    {
      'key events': 'replica, applies them',
      'per second': of(({ applied }) => applied).toFixed(0),
      ratio: of(({ applied, read }) => applied / read).toFixed(3),
    },
    {
      'key events': 'replica without the time its store takes',
      'per second': of(({ unstored }) => unstored).toFixed(0),
      ratio: of(({ unstored, read }) => unstored / read).toFixed(3),
    },
  ]);
}

async function seedEvents() {
  const { publisher, close } = await startKeywardChain({ brokers, database: EVENTS, pepper });
  for (let owner = 0; owner < CATCH_UP.owners; owner++) {
    const ownerId = `bench/seeded-${owner}`;
    const { events } = keysOf(ownerId, KEYS_PER_SEEDED_OWNER, pepper);
    await publisher.send(
      TOPICS.keyEvents.name,
      events.map((event, index) => encodeKeyEvent({ ownerId, version: index + 1, ...event })),
    );
  }
  await close();
}

async function startReplica(databases) {
  const { child, stop } = spawnServer(
    [fileURLToPath(new URL('revoke-replica.mjs', import.meta.url)), JSON.stringify({ brokers, pepper, ...databases })],
    {},
    { anywhere: true },
  );
  await once(child, 'message');
  return {
    stop,
    async ask(ask) {
      child.send({ ask });
      return (await once(child, 'message'))[0];
    },
  };
}
