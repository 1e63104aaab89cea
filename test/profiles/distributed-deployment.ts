import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { KafkaTopics, SINGLE_BROKER, THREE_BROKERS } from '#messaging/adapters/kafka';
import { type Engine, type Engines, type KafkaEngine, enginesOf, ownEngines, sharedEngines } from '../engines/index.js';
import { freePorts } from '../engines/engine-proxies.js';
import { freePort } from './free-port.js';
import { filesOf, type Haystack } from '../kit/leak-scan.js';
import { type Deployment, type StartOptions } from './deployment.js';
import { localAddress, Replica } from './replica.js';
import { databaseOf, dropDatabase, storedDocuments } from './stored-documents.js';
import { storedRecords } from './stored-records.js';
import { TestSecrets } from './test-secrets.js';

const VERIFIERS: number = 3;
/** How many processes of each service run, and what a gateway sends to them; the first that fits. */
const SERVICES = [
  { name: 'activity', count: 2, hasDatabase: true, path: /^\/v1\/(activity|keys\/[^/?]+\/activity)(\?|$)/ },
  { name: 'verification', count: VERIFIERS, hasDatabase: true, path: /^\/v1\/(verify|authorize)\b/ },
  { name: 'bi-api', count: 1, hasDatabase: false, path: /^\/api\b/ },
  { name: 'notifier', count: 2, hasDatabase: true, path: /^$/ },
  { name: 'key-command', count: 2, hasDatabase: true, path: /^/ },
] as const;
export type ServiceName = (typeof SERVICES)[number]['name'];
const WITH_DATABASE = SERVICES.filter(({ hasDatabase }) => hasDatabase).map(({ name }) => name);
const START_MS = 420_000;

/** As `verification/0`. */
export type ProcessName = `${ServiceName}/${string}`;
interface Way {
  readonly kafka?: string;
  readonly mongo?: string;
}
/** Of a service, or of one of its processes. */
type Ways = Partial<Record<ServiceName | ProcessName, Way>>;

export interface DistributedOptions extends Omit<StartOptions, 'prepare'> {
  /** Called before the first start, to put something into its stores. */
  readonly prepare?: (deployment: DistributedDeployment) => Promise<void>;
  /** Ways to Kafka and MongoDB for single services or processes, in place of the engines' own addresses. */
  readonly through?: (engines: { readonly kafka: KafkaEngine; readonly mongoAddress: string }) => Promise<Ways>;
  readonly proxies?: readonly string[];
  /** Environment variables of single processes, by service and number, on top of all others. */
  readonly envOf?: Partial<Record<ProcessName, Readonly<Record<string, string>>>>;
  /** Where another version was built, which starts first. */
  readonly dist?: string;
  /** A MongoDB of its own, which may be killed. */
  readonly ownMongo?: boolean;
  /** Default 1. With 3, which need Java, each record is held three times, as in production. */
  readonly brokers?: 1 | 3;
}

interface Ground {
  readonly kafka: KafkaEngine;
  readonly mongo: Engine | undefined;
  readonly mongoAddress: string;
  readonly ports: ReadonlyMap<ServiceName, readonly number[]>;
  readonly rpcPort: number;
  readonly ways: Ways;
  readonly envOf: DistributedOptions['envOf'];
  readonly dist: string | undefined;
}

export class DistributedDeployment implements Deployment {
  private readonly trusted = new TestSecrets();
  readonly jwtSecret = this.trusted.jwtSecret;
  readonly serviceToken = this.trusted.serviceToken;
  readonly secrets = this.trusted.named;
  readonly folder = mkdtempSync(join(tmpdir(), 'keyward-distributed-'));
  readonly verifiers = VERIFIERS;
  private readonly running: Replica<ServiceName>[];
  private readonly removed: Replica<ServiceName>[] = [];
  private readonly id = randomBytes(5).toString('hex');
  private readonly turns = new Map<ServiceName, number>();

  private constructor(
    private readonly ground: Ground,
    private readonly env: Readonly<Record<string, string | undefined>>,
  ) {
    this.running = [...ground.ports].flatMap(([service, ports]) =>
      ports.map((port, index) => new Replica(service, port, this.environment(service, port, index), ground.dist)),
    );
  }

  /** @param given what starts engines; those of this test run's kind by default. */
  static async prepare(
    { env = {}, through, proxies = [], ownMongo = false, brokers = 1, envOf, dist }: DistributedOptions,
    given?: Engines,
  ): Promise<DistributedDeployment> {
    const engines = given ?? (await (brokers === 1 ? ownEngines() : enginesOf('local')));
    const [kafka, mongo] = await Promise.all([
      engines.kafka({ proxies, brokers }),
      ownMongo ? engines.mongo() : undefined,
    ]);
    const mongoAddress = mongo?.address ?? new URL(sharedEngines().mongoUrl).host;
    const topics = new KafkaTopics({ brokers: kafka.addresses, clientId: 'scenario' });
    await topics.ensure(brokers === 1 ? SINGLE_BROKER : THREE_BROKERS);
    await topics.close();
    const [rpcPort = 0, ...free] = await freePorts(SERVICES.reduce((sum, { count }) => sum + count, 1));
    const ports = new Map(SERVICES.map(({ name, count }) => [name, free.splice(0, count)] as const));
    return new DistributedDeployment(
      {
        kafka,
        mongo,
        mongoAddress,
        ports,
        rpcPort,
        ways: (await through?.({ kafka, mongoAddress })) ?? {},
        envOf,
        dist,
      },
      env,
    );
  }

  get replicas(): readonly Replica<ServiceName>[] {
    return this.running;
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

  of(service: ServiceName): readonly Replica<ServiceName>[] {
    return this.replicas.filter((replica) => replica.app === service);
  }

  /** Changes variables of `services`, from the next start of each process on. */
  configure(services: readonly ServiceName[], changes: Readonly<Record<string, string>>): void {
    for (const replica of services.flatMap((service) => this.of(service))) replica.configure(changes);
  }

  /** Starts one more process of `service`. Resolves when it is ready. */
  async add(service: ServiceName): Promise<void> {
    const port = await freePort();
    const replica = new Replica(service, port, this.environment(service, port, this.of(service).length));
    await replica.start({}, START_MS);
    this.running.push(replica);
  }

  /** Ends a process for good. */
  async remove(replica: Replica<ServiceName>): Promise<void> {
    await replica.stop();
    this.running.splice(this.running.indexOf(replica), 1);
    this.removed.push(replica);
  }

  addressOf(path: string): string {
    const service = SERVICES.find((each) => each.path.test(path))?.name ?? 'key-command';
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
    return [...this.removed, ...this.replicas].map((each) => each.output).join('');
  }

  async stored(): Promise<readonly Haystack[]> {
    const databases = await Promise.all(WITH_DATABASE.map((service) => storedDocuments(this.databaseOf(service))));
    return [...filesOf(this.folder), ...databases.flat(), ...(await storedRecords(this.kafka.addresses))];
  }

  forgetDerived(): Promise<void> {
    return dropDatabase(this.databaseOf('verification'));
  }

  async start(options: { readonly ready?: boolean } = {}): Promise<void> {
    await Promise.all(this.replicas.map((replica) => replica.start(options, START_MS)));
  }

  async stop(): Promise<void> {
    await Promise.all(this.replicas.map((replica) => replica.stop()));
  }

  async kill(): Promise<void> {
    await Promise.all(this.replicas.map((replica) => replica.kill()));
  }

  async dispose(): Promise<void> {
    const { kafka, mongo } = this.ground;
    if (mongo === undefined)
      await Promise.all(WITH_DATABASE.map((service) => dropDatabase(this.databaseOf(service)).catch(() => undefined)));
    await Promise.all([kafka.stop(), mongo?.stop()]);
    rmSync(this.folder, { recursive: true, force: true });
  }

  private environment(service: ServiceName, port: number, index: number): Record<string, string> {
    const { kafka, mongoAddress, rpcPort, ports, ways, envOf } = this.ground;
    const process: ProcessName = `${service}/${String(index)}`;
    const way = ways[process] ?? ways[service];
    return this.trusted.environment(
      {
        PORT: String(port),
        DATA_DIR: this.folder,
        KAFKA_BROKERS: way?.kafka ?? kafka.address,
        MONGO_URL: databaseOf(way?.mongo ?? mongoAddress, `${service}-${this.id}`),
        ...(service === 'verification' && { TCP_PORT: index === 0 ? String(rpcPort) : '0', GRPC_PORT: '0' }),
        ...(service === 'bi-api' && {
          VERIFICATION_HOST: '127.0.0.1',
          VERIFICATION_TCP_PORT: String(rpcPort),
          VERIFICATION_SERVICE_TOKEN: this.serviceToken,
          KEY_COMMAND_URL: localAddress(ports.get('key-command')?.[0] ?? 0, this.env),
        }),
      },
      { ...this.env, ...envOf?.[process] },
    );
  }
}
