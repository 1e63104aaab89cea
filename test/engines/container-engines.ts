import { GenericContainer, getContainerRuntimeClient, type StartedTestContainer } from 'testcontainers';
import { freePort } from '../profiles/free-port.js';
import { brokerProperties } from './broker-properties.js';
import { type Engine, type Engines } from './engine.js';

const KAFKA_IMAGE = 'apache/kafka:4.3.1';
const MONGO_IMAGE = 'mongo:8';
const MONGO_PORT = 27017;
const CONTROLLER_PORT = 19093;

/** Engines in containers. Their ports are chosen beforehand, so that a restarted one has the address that it had. */
export const containerEngines: Engines = {
  async kafka() {
    const port = await freePort();
    const properties = brokerProperties({ clients: port, controller: CONTROLLER_PORT }, { listen: '0.0.0.0', advertise: await dockerHost() });
    const environment = Object.entries(properties).map(([name, value]) => [`KAFKA_${name.replaceAll('.', '_').toUpperCase()}`, value] as const);
    return ContainerEngine.start(new GenericContainer(KAFKA_IMAGE).withEnvironment(Object.fromEntries(environment)), port, port);
  },
  async mongo() {
    return ContainerEngine.start(new GenericContainer(MONGO_IMAGE), MONGO_PORT, await freePort());
  },
};

class ContainerEngine implements Engine {
  readonly address: string;

  private constructor(private readonly container: StartedTestContainer, port: number) {
    this.address = `${container.getHost()}:${String(port)}`;
  }

  static async start(container: GenericContainer, inside: number, outside: number): Promise<ContainerEngine> {
    return new ContainerEngine(await container.withExposedPorts({ container: inside, host: outside }).start(), outside);
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
