import { cp, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { freePort } from '../profiles/free-port.js';
import { brokerProperties, type Listener } from './broker-properties.js';
import { type Engine, type Engines, type KafkaEngine, type KafkaOptions } from './engine.js';
import { freePorts, kafkaOf, openProxies } from './engine-proxies.js';
import { type Command, GuardedProcess } from './guarded-process.js';
import { installed, runTool } from './installation.js';
import { LocalEngine } from './local-engine.js';

const POM = join(import.meta.dirname, 'kafka/pom.xml');
/** Speaks MongoDB's wire protocol; a test tool only, never part of what is shipped. */
const MONGO_PACKAGE = 'SecantusDB==0.7.0b3';
/**
 * Without the garbage collector, and without the search for retryable writes to forget that comes with each write: both
 * stall this server after some ten thousand.
 */
const MONGO_MAIN = [
  'import gc',
  'gc.disable()',
  'from secantus.transactions import TransactionRegistry',
  'TransactionRegistry._prune_retryable_locked = lambda registry: None',
  'from secantus.cli import main',
  'main()',
].join('; ');
const ARCHIVE = 'classes.jsa';
const CLUSTER_ID = 'TG9jYWxUZXN0Q2x1c3RlcjA';
const JVM = ['-Xms96m', '-Xmx384m', '-XX:+UseSerialGC', '-XX:TieredStopAtLevel=1', '-Djava.awt.headless=true'];
const LOGGING = `status=error
appender.out.type=Console
appender.out.name=out
appender.out.layout.type=PatternLayout
appender.out.layout.pattern=%d %p %m (%c)%n%throwable
rootLogger.level=WARN
rootLogger.appenderRef.out.ref=out
`;

/** Engines on the machine's own Java and Python, installed at the first use. */
export const localEngines: Engines = { kafka: startKafka, mongo: startMongo };

async function startKafka({ brokers: count = 1, proxies: names = [] }: KafkaOptions = {}): Promise<KafkaEngine> {
  const broker = await installedKafka();
  const classes = await archivedClasses(broker);
  const ports = await freePorts(2 * count + names.length);
  const controllerPorts = ports.splice(0, count);
  const behindProxies = ports.splice(count);
  const proxies = await openProxies(names, behindProxies);
  const proxied = behindProxies.map((inside, nth) => ({
    inside: loopback(inside),
    outside: proxies[nth]?.[1].address ?? '',
  }));
  const brokers = await Promise.all(
    ports.map(async (port, index) => {
      const listeners = [direct(port), ...(index === 0 ? proxied : [])];
      const properties = brokerProperties(listeners, { index, controllerPorts });
      return LocalEngine.start(await brokerCommand(broker, properties, `-XX:SharedArchiveFile=${classes}`), port);
    }),
  );
  return kafkaOf(brokers, proxies);
}

async function startMongo(): Promise<Engine> {
  const python = await installed('mongo', MONGO_PACKAGE, async (folder) => {
    await runTool('python3', ['-m', 'venv', folder]);
    await runTool(join(folder, 'bin/python'), [
      '-m',
      'pip',
      'install',
      '--quiet',
      '--disable-pip-version-check',
      MONGO_PACKAGE,
    ]);
  });
  const port = await freePort();
  const folder = await mkdtemp(join(tmpdir(), 'keyward-mongo-'));
  await mkdir(join(folder, 'db'));
  const args = [
    '-c',
    MONGO_MAIN,
    '--host',
    '127.0.0.1',
    '--port',
    String(port),
    '--storage-path',
    join(folder, 'db'),
    '--sync-on-commit',
  ];
  return LocalEngine.start(
    { program: join(python, 'bin/python'), args, cwd: folder, log: join(folder, 'server.log') },
    port,
  );
}

/** The jars, and a formatted log folder to be copied: formatting takes as long as starting. */
async function installedKafka(): Promise<string> {
  return installed('kafka', await readFile(POM, 'utf8'), async (folder) => {
    await runTool('mvn', [
      '-B',
      '-q',
      '-f',
      POM,
      'dependency:copy-dependencies',
      `-DoutputDirectory=${join(folder, 'libs')}`,
      '-DincludeScope=runtime',
    ]);
    await writeFile(join(folder, 'log4j2.properties'), LOGGING);
    const scratch = await mkdtemp(join(tmpdir(), 'keyward-kafka-'));
    await writeProperties(scratch, brokerProperties([direct(1)], { index: 0, controllerPorts: [2] }));
    await format(folder, scratch);
    await cp(join(scratch, 'log'), join(folder, 'formatted'), { recursive: true });
    await rm(scratch, { recursive: true });
  });
}

/** Makes the log folder of the broker whose settings are in `folder`. */
function format(broker: string, folder: string): Promise<void> {
  const args = ['format', '-t', CLUSTER_ID, '-c', join(folder, 'server.properties')];
  return runTool('java', jvm(broker, 'kafka.tools.StorageTool', args));
}

/**
 * What the JVM makes of the broker's classes, kept: a scenario starts a broker, and half of a start is this. Where the
 * JVM cannot use it, it goes on without.
 */
async function archivedClasses(broker: string): Promise<string> {
  const folder = await installed('kafka-classes', `${basename(broker)} ${JVM.join(' ')}`, async (unfinished) => {
    const [controller = 0, port = 0] = await freePorts(2);
    const command = await brokerCommand(
      broker,
      brokerProperties([direct(port)], { index: 0, controllerPorts: [controller] }),
      `-XX:ArchiveClassesAtExit=${join(unfinished, ARCHIVE)}`,
    );
    const started = await GuardedProcess.start(command, port);
    await started.end();
    await rm(command.cwd, { recursive: true });
  });
  return join(folder, ARCHIVE);
}

/** Of a broker in a new folder. */
async function brokerCommand(
  broker: string,
  properties: Readonly<Record<string, string>>,
  option: string,
): Promise<Command> {
  const folder = await mkdtemp(join(tmpdir(), 'keyward-kafka-'));
  await writeProperties(folder, properties);
  if (properties['node.id'] === '1') await cp(join(broker, 'formatted'), join(folder, 'log'), { recursive: true });
  else await format(broker, folder);
  return {
    program: 'java',
    args: [option, ...jvm(broker, 'kafka.Kafka', [join(folder, 'server.properties')])],
    cwd: folder,
    log: join(folder, 'broker.log'),
  };
}

async function writeProperties(folder: string, properties: Readonly<Record<string, string>>): Promise<void> {
  const lines = Object.entries({ ...properties, 'log.dirs': join(folder, 'log') }).map(
    ([name, value]) => `${name}=${value}\n`,
  );
  await writeFile(join(folder, 'server.properties'), lines.join(''));
}

function jvm(broker: string, main: string, args: readonly string[]): string[] {
  return [
    ...JVM,
    `-Dlog4j2.configurationFile=${join(broker, 'log4j2.properties')}`,
    '-cp',
    join(broker, 'libs', '*'),
    main,
    ...args,
  ];
}

function direct(port: number): Listener {
  return { inside: loopback(port), outside: loopback(port) };
}

function loopback(port: number): string {
  return `127.0.0.1:${String(port)}`;
}
