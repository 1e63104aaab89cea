// npm run start:distributed [-- --replicas]: the distributed profile as processes of this machine, for development.
// PORT is key-command's port; the others follow it. KAFKA_BROKERS and MONGO_URL tell where Kafka and MongoDB are;
// without both they are started as for the tests, and forget what they held.
import process from 'node:process';
import 'reflect-metadata';
import { greeting } from '../deploy/dev/greeting.mjs';
import { secretsIn, serviceTokens, writeSecret } from '../deploy/dev/secrets.mjs';
import { demoToken } from '../dist/apps/standalone/demo-owner.js';
import { KafkaEnv, kafkaConnection, KafkaTopics, SINGLE_BROKER } from '../dist/libs/messaging/adapters/kafka/index.js';
import { loadEnv, StartRefused } from '../dist/libs/env/index.js';
import { enginesHere } from '../test/engines/engines-here.mjs';
import { LabelledProcess } from './labelled-process.mjs';
import { Refusal } from './refusal.mjs';

const SECRETS = 'data/distributed/secrets.json';
const OPERATIONS_TOKEN = 'data/distributed/SERVICE_TOKEN';
const STOPPED = new Refusal('');
/** npm and the start script both pass on a Ctrl-C; signals this close together are one. */
const SAME_SIGNAL_MS = 150;

const address = (port) => `http://127.0.0.1:${port}`;
const rpcOf = (first) => first + 101;

/** What each service gets besides `PORT`, `HOST`, Kafka and its database. A second replica has its ports 10 higher. */
function services({ jwtSecret, keyPeppers }, known, first) {
  return [
    {
      name: 'key-command',
      port: first,
      env: () => ({ JWT_SECRET: jwtSecret, KEY_PEPPERS: keyPeppers, SERVICE_TOKENS: known.keyCommand }),
    },
    {
      name: 'verification',
      port: first + 1,
      env: (shift) => ({
        KEY_PEPPERS: keyPeppers,
        SERVICE_TOKENS: known.verification,
        TCP_PORT: rpcOf(first) + shift,
        GRPC_PORT: 0,
      }),
    },
    { name: 'activity', port: first + 2, env: () => ({ JWT_SECRET: jwtSecret }) },
    { name: 'notifier', port: first + 3, env: () => ({ DATA_DIR: 'data/distributed' }) },
  ];
}

/**
 * Starts everything and resolves when it has ended again. `cleanups` are to be called afterwards, the last one first.
 */
async function run({ replicas, first }, cleanups) {
  const end = Promise.withResolvers();
  end.promise.catch(() => undefined); // nobody may be waiting yet
  const untilEnd = (work) => Promise.race([work, end.promise]);
  const onDeath = (reason) => {
    end.reject(new Refusal(reason));
  };
  const everything = [];
  endOnSignals({
    well: () => {
      end.reject(STOPPED);
    },
    atOnce: () => {
      for (const each of everything) each.kill();
    },
  });
  endWithParent(() => {
    end.reject(STOPPED);
  });
  process.stdout.on('error', () => {
    end.reject(STOPPED);
  }); // nobody reads it any more

  const { kafka, mongo } = await untilEnd(engines(cleanups));
  await untilEnd(createTopics(kafka));
  const secrets = secretsIn(SECRETS);
  writeSecret(OPERATIONS_TOKEN, secrets.operationsToken, 0o600);
  const start = (name, entry, port, env) => {
    const own = { ...env, PORT: port, HOST: '127.0.0.1', DRAIN_MS: 0 };
    const started = new LabelledProcess(name, ['--enable-source-maps', '--disable-sigusr1', entry], {
      env: { ...own, ...withoutRivals(own) },
      onDeath,
    });
    everything.push(started);
    return { ready: address(port), process: started };
  };

  const running = (replicas ? [0, 10] : [0]).flatMap((shift) =>
    services(secrets, serviceTokens(secrets), first).map(({ name, port, env }) =>
      start(shift === 0 ? name : `${name}-2`, `dist/apps/${name}/main.js`, port + shift, {
        ...env(shift),
        KAFKA_BROKERS: kafka,
        MONGO_URL: databaseOf(mongo, name),
      }),
    ),
  );
  cleanups.push(() => endAll(running));
  await untilEnd(allReady(running));

  const sample = [
    start('bi-api', 'dist/apps/bi-api/main.js', first + 4, {
      VERIFICATION_HOST: '127.0.0.1',
      VERIFICATION_TCP_PORT: rpcOf(first),
      VERIFICATION_SERVICE_TOKEN: secrets.serviceToken,
      KEY_COMMAND_URL: address(first),
    }),
  ];
  cleanups.push(() => endAll(sample));
  await untilEnd(allReady(sample));

  const places = [...running, ...sample].map(({ process: { name }, ready }) => [name, ready]);
  const keyCommands = running
    .filter(({ process: { name } }) => name.startsWith('key-command'))
    .map(({ ready }) => ready)
    .join(',');
  process.stdout.write(
    greeting({
      keys: address(first),
      api: address(first + 4),
      token: await demoToken(secrets.jwtSecret),
      places: [...places, ['kafka', kafka], ['mongo', new URL(mongo).host]],
      ops: (command) =>
        `KEY_COMMAND_URL=${keyCommands} SERVICE_TOKEN_FILE=${OPERATIONS_TOKEN} npm run ops -- ${command}`,
    }),
  );
  console.log('\nCtrl-C ends all of it.');
  await end.promise;
}

/** Where Kafka and MongoDB are, started if need be. */
async function engines(cleanups) {
  const { KAFKA_BROKERS: kafka, MONGO_URL: mongo } = process.env;
  if (kafka && mongo) return { kafka, mongo };
  if (kafka || mongo) throw new Refusal('Set both KAFKA_BROKERS and MONGO_URL, or neither.');
  const here = enginesHere();
  if (here.kind === 'none')
    throw new Refusal(`${here.missing}. Or set KAFKA_BROKERS and MONGO_URL to a Kafka and a MongoDB that are running.`);
  await import('../test/crash/typescript-hook.mjs');
  const { startShared } = await import('../test/engines/shared-engines.ts');
  const starting = startShared(here.kind);
  cleanups.push(() =>
    starting.then(
      (started) => started.stop(),
      () => undefined,
    ),
  );
  const shared = await starting;
  console.log(shared.greeting);
  const started = JSON.parse(shared.value);
  return { kafka: started.kafka, mongo: `mongodb://${started.mongo}` };
}

async function createTopics(kafka) {
  const topics = new KafkaTopics(
    kafkaConnection(loadEnv(KafkaEnv, { ...process.env, KAFKA_BROKERS: kafka }), 'keyward-topics'),
  );
  try {
    await topics.ensure(SINGLE_BROKER);
  } catch (error) {
    throw new Refusal(`Kafka at ${kafka} cannot be used: ${error.message}`, { cause: error });
  } finally {
    await topics.close();
  }
}

function databaseOf(mongo, service) {
  const url = new URL(mongo);
  url.pathname = `/keyward-${service}`;
  return url.href;
}

/** What this shell may have set in place of a variable that is given: it would be refused as set twice. */
function withoutRivals(env) {
  const rivals = Object.keys(env).map((name) => `${name}_FILE`);
  return Object.fromEntries([...rivals, ...('JWT_SECRET' in env ? ['JWKS_URL'] : [])].map((name) => [name, undefined]));
}

function allReady(started) {
  return Promise.all(started.map((each) => each.process.ready(each.ready)));
}

function endAll(started) {
  return Promise.all(started.map((each) => each.process.end()));
}

/** The first signal ends everything in order, a second one at once: the engines do not outlive this process. */
function endOnSignals({ well, atOnce }) {
  let askedAt;
  const onSignal = () => {
    askedAt ??= performance.now();
    if (performance.now() - askedAt < SAME_SIGNAL_MS) return well();
    atOnce();
    return process.exit(1);
  };
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, onSignal);
}

/** In a process group of its own this would otherwise outlive a tool that was killed. */
function endWithParent(onEnd) {
  const { ppid } = process;
  setInterval(() => {
    if (process.ppid !== ppid) onEnd();
  }, 500).unref();
}

function optionsOf(args) {
  const unknown = args.filter((arg) => arg !== '--replicas');
  if (unknown.length > 0)
    throw new Refusal(`Unknown: ${unknown.join(' ')}. The only option is --replicas, for two of each service.`);
  const { PORT = '' } = process.env;
  const first = Number(PORT === '' ? 3000 : PORT);
  if (!Number.isInteger(first) || first < 1 || rpcOf(first) + 10 > 65_535)
    throw new Refusal(`PORT (now ${JSON.stringify(PORT)}) must be a whole number from 1 to 65424. Example: PORT=4000`);
  return { replicas: args.includes('--replicas'), first };
}

const cleanups = [];
try {
  await run(optionsOf(process.argv.slice(2)), cleanups);
} catch (error) {
  if (error !== STOPPED) {
    process.exitCode = 1;
    console.error(error instanceof Refusal || error instanceof StartRefused ? error.message : error);
  }
} finally {
  if (cleanups.length > 0) console.log('Ending …');
  for (const clean of cleanups.reverse()) await clean();
}
