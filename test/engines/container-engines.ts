import {
  GenericContainer,
  getContainerRuntimeClient,
  type PortWithBinding,
  type StartedTestContainer,
} from 'testcontainers';
import { freePort } from '../profiles/free-port.js';
import { brokerProperties } from './broker-properties.js';
import { type Engine, type Engines, type KafkaOptions } from './engine.js';
import { freePorts, kafkaOf, openProxies } from './engine-proxies.js';

const KAFKA_IMAGE = 'apache/kafka:4.3.1';
const MONGO_IMAGE = 'mongo:8';
const MONGO_PORT = 27017;
const CONTROLLER_PORT = 19093;

/** Engines in containers. Their ports are chosen beforehand, so that a restarted one has the address that it had. */
export const containerEngines: Engines = {
  async kafka({ brokers = 1, proxies: names = [] }: KafkaOptions = {}) {
    if (brokers !== 1) throw new RangeError('several brokers are local ones');
    const host = await dockerHost();
    const [port = 0, ...behindProxies] = await freePorts(1 + names.length);
    const proxies = await openProxies(names, behindProxies, host);
    const listeners = [
      { inside: everywhere(port), outside: `${host}:${String(port)}` },
      ...behindProxies.map((inside, index) => ({
        inside: everywhere(inside),
        outside: proxies[index]?.[1].address ?? '',
      })),
    ];
    const environment = Object.entries(
      brokerProperties(listeners, { index: 0, controllerPorts: [CONTROLLER_PORT] }),
    ).map(([name, value]) => [`KAFKA_${name.replaceAll('.', '_').toUpperCase()}`, value] as const);
    const container = new GenericContainer(KAFKA_IMAGE).withEnvironment(Object.fromEntries(environment));
    const ports = [port, ...behindProxies].map((each) => ({ container: each, host: each }));
    return kafkaOf([await ContainerEngine.start(container, ports)], proxies);
  },
  async mongo() {
    return ContainerEngine.start(new GenericContainer(MONGO_IMAGE), [
      { container: MONGO_PORT, host: await freePort() },
    ]);
  },
};

class ContainerEngine implements Engine {
  readonly address: string;

  private constructor(
    private readonly container: StartedTestContainer,
    port: number,
  ) {
    this.address = `${container.getHost()}:${String(port)}`;
  }

  /** The first port is the one to connect to. */
  static async start(container: GenericContainer, ports: readonly PortWithBinding[]): Promise<ContainerEngine> {
    return new ContainerEngine(await container.withExposedPorts(...ports).start(), ports[0]?.host ?? 0);
  }

  async kill(): Promise<void> {
    await (await this.handle()).kill({ signal: 'SIGKILL' });
  }

  async restart(): Promise<void> {
    await (await this.handle()).start();
  }

  async freeze(): Promise<void> {
    await (await this.handle()).pause();
  }

  async thaw(): Promise<void> {
    await (await this.handle()).unpause();
  }

  async stop(): Promise<void> {
    await this.container.stop();
  }

  private async handle() {
    const { container } = await getContainerRuntimeClient();
    return container.getById(this.container.getId());
  }
}

async function dockerHost(): Promise<string> {
  const { info } = await getContainerRuntimeClient();
  return info.containerRuntime.host;
}

function everywhere(port: number): string {
  return `0.0.0.0:${String(port)}`;
}
