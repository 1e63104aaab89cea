import { cp, mkdir, mkdtemp, readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort } from '../profiles/free-port.js';
import { brokerProperties } from './broker-properties.js';
import { type Engine, type Engines } from './engine.js';
import { installed, runTool } from './installation.js';
import { LocalEngine } from './local-engine.js';

const POM = join(import.meta.dirname, 'kafka/pom.xml');
/** Speaks MongoDB's wire protocol; a test tool only, never part of what is shipped. */
const MONGO_PACKAGE = 'SecantusDB==0.7.0b3';
/** Without the garbage collector, which stalls this server after some ten thousand writes. */
const MONGO_MAIN = 'import gc; gc.disable(); from secantus.cli import main; main()';
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

async function startKafka(): Promise<Engine> {
  const broker = await installedKafka();
  const [clients, controller] = await twoPorts();
  const folder = await mkdtemp(join(tmpdir(), 'keyward-kafka-'));
  await cp(join(broker, 'formatted'), join(folder, 'log'), { recursive: true });
  await writeProperties(folder, clients, controller);
  return LocalEngine.start({ program: 'java', args: jvm(broker, 'kafka.Kafka', [join(folder, 'server.properties')]), cwd: folder, log: join(folder, 'broker.log') }, clients);
}

async function startMongo(): Promise<Engine> {
  const python = await installed('mongo', MONGO_PACKAGE, async (folder) => {
    await runTool('python3', ['-m', 'venv', folder]);
    await runTool(join(folder, 'bin/python'), ['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check', MONGO_PACKAGE]);
  });
  const port = await freePort();
  const folder = await mkdtemp(join(tmpdir(), 'keyward-mongo-'));
  await mkdir(join(folder, 'db'));
  const args = ['-c', MONGO_MAIN, '--host', '127.0.0.1', '--port', String(port), '--storage-path', join(folder, 'db'), '--sync-on-commit'];
  return LocalEngine.start({ program: join(python, 'bin/python'), args, cwd: folder, log: join(folder, 'server.log') }, port);
}

/** The jars, and a formatted log folder to be copied: formatting takes as long as starting. */
async function installedKafka(): Promise<string> {
  return installed('kafka', await readFile(POM, 'utf8'), async (folder) => {
    await runTool('mvn', ['-B', '-q', '-f', POM, 'dependency:copy-dependencies', `-DoutputDirectory=${join(folder, 'libs')}`, '-DincludeScope=runtime']);
    await writeFile(join(folder, 'log4j2.properties'), LOGGING);
    const scratch = await mkdtemp(join(tmpdir(), 'keyward-kafka-'));
    await writeProperties(scratch, 1, 2);
    await runTool('java', jvm(folder, 'kafka.tools.StorageTool', ['format', '-t', CLUSTER_ID, '-c', join(scratch, 'server.properties')]));
    await cp(join(scratch, 'log'), join(folder, 'formatted'), { recursive: true });
  });
}

async function writeProperties(folder: string, clients: number, controller: number): Promise<void> {
  const properties = { ...brokerProperties({ clients, controller }, { listen: '127.0.0.1', advertise: '127.0.0.1' }), 'log.dirs': join(folder, 'log') };
  await writeFile(join(folder, 'server.properties'), Object.entries(properties).map(([name, value]) => `${name}=${value}\n`).join(''));
}

function jvm(broker: string, main: string, args: readonly string[]): string[] {
  return [...JVM, `-Dlog4j2.configurationFile=${join(broker, 'log4j2.properties')}`, '-cp', join(broker, 'libs', '*'), main, ...args];
}

async function twoPorts(): Promise<[number, number]> {
  const first = await freePort();
  for (;;) {
    const second = await freePort();
    if (second !== first) return [first, second];
  }
}
