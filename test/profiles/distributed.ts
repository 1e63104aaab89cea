import { createHash, randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { KafkaTopics, SINGLE_BROKER } from '#messaging/adapters/kafka';
import { type Engine, type KafkaEngine, ownEngines, sharedEngines } from '../engines/index.js';
import { freePorts } from '../engines/engine-doors.js';
import { exchange } from '../kit/http.js';
import { filesOf, type Haystack } from '../kit/leak-scan.js';
import { System } from '../kit/system.js';
import { AppProcess } from './app-process.js';
import { type Deployment, type StartOptions } from './deployment.js';
import { databaseOf, dropDatabase, storedDocuments } from './stored-documents.js';
import { storedRecords } from './stored-records.js';

/** How many processes of each service run, and what a gateway sends to them; the first that fits. */
const SERVICES = {
  activity: { replicas: 2, path: /^\/v1\/(activity|keys\/[^/?]+\/activity)(\?|$)/ },
  verification: { replicas: 3, path: /^\/v1\/(verify|authorize)\b/ },
  'bi-api': { replicas: 1, path: /^\/api\b/ },
  notifier: { replicas: 2, path: /^$/ },
  'key-command': { replicas: 2, path: /^/ },
} as const;
export type ServiceName = keyof typeof SERVICES;
const NAMES = ['key-command', 'verification', 'activity', 'notifier', 'bi-api'] as const satisfies readonly ServiceName[];
const WITH_DATABASE = ['key-command', 'verification', 'activity', 'notifier'] as const satisfies readonly ServiceName[];

/** As `verification/0`. */
export type ProcessName = `${ServiceName}/${string}`;
interface Way {
  readonly kafka?: string;
  readonly mongo?: string;
}
/** Of a service, or of one of its processes. */
type Ways = Partial<Record<ServiceName | ProcessName, Way>>;

/** One process of a service, over all its lives. Its address stays the same. */
export class Replica {
  readonly address: string;
  private readonly lives: AppProcess[] = [];
  private current: AppProcess | undefined;

  constructor(readonly service: ServiceName, port: number, private readonly env: Readonly<Record<string, string>>) {
    this.address = `http://127.0.0.1:${String(port)}`;
  }

  get output(): string {
    return this.lives.map((each) => each.output).join('');
  }

  async start({ ready = true }: { readonly ready?: boolean } = {}): Promise<void> {
    this.current = AppProcess.spawn(resolve(import.meta.dirname, `../../dist/apps/${this.service}/main.js`), this.env);
    this.lives.push(this.current);
    await this.current.until(async () => {
      const { status } = await exchange(this.address, { path: ready ? '/health/ready' : '/health/live' });
      if (status !== 200) throw new Error(`${this.service} answered ${String(status)}`);
    }, 120_000);
  }

  async stop(): Promise<void> {
    const app = this.current;
    this.current = undefined;
    const ending = await app?.end('SIGTERM');
    if (app !== undefined && ending?.code !== 0) throw new Error(`asked to end, ${this.service} ended with ${JSON.stringify(ending)}:\n${app.output}`);
  }

  async kill(): Promise<void> {
    await this.current?.end('SIGKILL');
    this.current = undefined;
  }

  signal(signal: 'SIGSTOP' | 'SIGCONT'): void {
    this.current?.signal(signal);
  }
}

export interface DistributedOptions extends StartOptions {
  /** Ways to Kafka and MongoDB for single services or processes, in place of the engines' own addresses. */
  readonly through?: (engines: { readonly kafka: KafkaEngine; readonly mongoAddress: string }) => Promise<Ways>;
  readonly doors?: readonly string[];
  /** Environment variables of single processes, by service and number, on top of all others. */
  readonly envOf?: Partial<Record<ProcessName, Readonly<Record<string, string>>>>;
  /** A MongoDB of its own, which may be killed. */
  readonly ownMongo?: boolean;
}

/** Starts all services, each with several processes, on a Kafka broker of their own. */
export async function start(options: StartOptions = {}): Promise<System> {
  const { system } = await startDistributed(options);
  return system;
}

/** The same, for those who do harm to single processes and engines. */
export async function startDistributed(options: DistributedOptions = {}): Promise<{ readonly system: System; readonly deployment: DistributedDeployment }> {
  const deployment = await DistributedDeployment.prepare(options);
  try {
    await options.prepare?.(deployment);
    const system = new System(deployment);
    await system.start({ ready: options.ready ?? true });
    return { system, deployment };
  } catch (error) {
    await deployment.kill();
    await deployment.dispose();
    throw error;
  }
}

interface Ground {
  readonly kafka: KafkaEngine;
  readonly mongo: Engine | undefined;
  readonly mongoAddress: string;
  readonly ports: Readonly<Record<ServiceName, readonly number[]>>;
  readonly rpcPorts: readonly number[];
  readonly ways: Ways;
  readonly envOf: DistributedOptions['envOf'];
}

export class DistributedDeployment implements Deployment {
  readonly jwtSecret = randomBytes(32).toString('base64url');
  readonly serviceToken = randomBytes(24).toString('base64url');
  private readonly pepper = randomBytes(32).toString('base64');
  readonly secrets = { 'JWT secret': this.jwtSecret, 'service token': this.serviceToken, pepper: this.pepper };
  readonly folder = mkdtempSync(join(tmpdir(), 'keyward-distributed-'));
  readonly verifiers = SERVICES.verification.replicas;
  readonly replicas: readonly Replica[];
  private readonly id = randomBytes(5).toString('hex');
  private readonly turns = new Map<ServiceName, number>();

  private constructor(private readonly ground: Ground, private readonly env: Readonly<Record<string, string | undefined>>) {
    this.replicas = NAMES.flatMap((service) => ground.ports[service].map((port, index) => new Replica(service, port, this.environment(service, port, index))));
  }

  static async prepare({ env = {}, through, doors = [], ownMongo = false, envOf }: DistributedOptions): Promise<DistributedDeployment> {
    const engines = await ownEngines();
    const [kafka, mongo] = await Promise.all([engines.kafka({ doors }), ownMongo ? engines.mongo() : undefined]);
    const mongoAddress = mongo?.address ?? new URL(sharedEngines().mongoUrl).host;
    const topics = new KafkaTopics({ brokers: [kafka.address], clientId: 'scenario' });
    await topics.ensure(SINGLE_BROKER);
    await topics.close();
    const counts = NAMES.map((name): number => SERVICES[name].replicas);
    const free = await freePorts(counts.reduce((sum, count) => sum + count) + SERVICES.verification.replicas);
    const ports = Object.fromEntries(NAMES.map((name, index) => [name, free.splice(0, counts[index])])) as unknown as Ground['ports'];
    return new DistributedDeployment({ kafka, mongo, mongoAddress, ports, rpcPorts: free, ways: await through?.({ kafka, mongoAddress }) ?? {}, envOf }, env);
  }

  get processes(): readonly string[] {
    return this.replicas.map(({ address }) => address);
  }

  get kafka(): KafkaEngine {
    return this.ground.kafka;
  }

  /** @throws RangeError when it was started without `ownMongo`. */
  get mongo(): Engine {
    if (this.ground.mongo === undefined) throw new RangeError('this deployment shares its MongoDB');
    return this.ground.mongo;
  }

  of(service: ServiceName): readonly Replica[] {
    return this.replicas.filter((replica) => replica.service === service);
  }

  addressOf(path: string): string {
    const service = (Object.keys(SERVICES) as ServiceName[]).find((name) => SERVICES[name].path.test(path)) ?? 'key-command';
    const replicas = this.of(service);
    const turn = this.turns.get(service) ?? 0;
    this.turns.set(service, turn + 1);
    return replicas[turn % replicas.length]?.address ?? '';
  }

  /** A connection string of the database of `service`. */
  databaseOf(service: ServiceName): string {
    return databaseOf(this.ground.mongoAddress, `${service}-${this.id}`);
  }

  output(): string {
    return this.replicas.map((each) => each.output).join('');
  }

  async stored(): Promise<readonly Haystack[]> {
    const databases = await Promise.all(WITH_DATABASE.map((service) => storedDocuments(this.databaseOf(service))));
    return [...filesOf(this.folder), ...databases.flat(), ...await storedRecords(this.kafka.address)];
  }

  forgetDerived(): Promise<void> {
    return dropDatabase(this.databaseOf('verification'));
  }

  async start(options: { readonly ready?: boolean } = {}): Promise<void> {
    await Promise.all(this.replicas.map((replica) => replica.start(options)));
  }

  async stop(): Promise<void> {
    await Promise.all(this.replicas.map((replica) => replica.stop()));
  }

  async kill(): Promise<void> {
    await Promise.all(this.replicas.map((replica) => replica.kill()));
  }

  async dispose(): Promise<void> {
    await Promise.all(WITH_DATABASE.map((service) => dropDatabase(this.databaseOf(service)).catch(() => undefined)));
    await Promise.all([this.ground.kafka.stop(), this.ground.mongo?.stop()]);
    rmSync(this.folder, { recursive: true, force: true });
  }

  private environment(service: ServiceName, port: number, index: number): Record<string, string> {
    const { kafka, mongoAddress, rpcPorts, ports, ways, envOf } = this.ground;
    const process: ProcessName = `${service}/${String(index)}`;
    const way = ways[process] ?? ways[service];
    const env: Record<string, string | undefined> = {
      PORT: String(port),
      HOST: '127.0.0.1',
      DATA_DIR: this.folder,
      JWT_SECRET: this.jwtSecret,
      KEY_PEPPERS: `p1:${this.pepper}`,
      SERVICE_TOKENS: `host-product:${createHash('sha256').update(this.serviceToken).digest('hex')}`,
      KAFKA_BROKERS: way?.kafka ?? kafka.address,
      MONGO_URL: databaseOf(way?.mongo ?? mongoAddress, `${service}-${this.id}`),
      KEYWARD_TEST_CLOCK: '1',
      DRAIN_MS: '0',
      LOG_LEVEL: 'debug',
      ...(service === 'verification' && { TCP_PORT: String(rpcPorts[index]) }),
      ...(service === 'bi-api' && { VERIFICATION_HOST: '127.0.0.1', VERIFICATION_TCP_PORT: String(rpcPorts[0]), VERIFICATION_SERVICE_TOKEN: this.serviceToken, KEY_COMMAND_URL: `http://127.0.0.1:${String(ports['key-command'][0])}` }),
      ...this.env,
      ...envOf?.[process],
    };
    return Object.fromEntries(Object.entries(env).filter((entry): entry is [string, string] => entry[1] !== undefined));
  }
}
