import 'reflect-metadata';
import { once } from 'node:events';
import { createServer, type IncomingMessage, request, type ServerResponse } from 'node:http';
import { enginesOf } from '../../engines/index.js';
import { DistributedDeployment } from '../../profiles/distributed-deployment.js';
import { freePort } from '../../profiles/free-port.js';
import { JWT_SECRET, type Product, SESSION_COOKIE, setClockOf } from './product.js';

/** Several processes of each service on a Kafka and a MongoDB of their own, behind one address. */
export async function startServices(): Promise<Product> {
  const engines = process.env['PAGE_ENGINES'];
  if (engines !== 'docker' && engines !== 'local')
    throw new Error('No Kafka and MongoDB can be started here: npm run test:page tells what is missing.');
  const deployment = await DistributedDeployment.prepare(
    { ownMongo: true, env: { JWT_SECRET, SESSION_COOKIE, LOG_LEVEL: 'warn' } },
    await enginesOf(engines),
  );
  try {
    await deployment.start();
    const gateway = await startGateway(deployment);
    return {
      url: gateway.url,
      output: () => deployment.output(),
      setClock: async (now) => {
        await Promise.all(deployment.processes.map((address) => setClockOf(address, now)));
      },
      stop: async () => {
        gateway.stop();
        await deployment.stop().finally(() => deployment.dispose());
      },
    };
  } catch (error) {
    await deployment.kill();
    await deployment.dispose();
    throw error;
  }
}

/** Passes each request on to a process of the service that has its path. */
async function startGateway(
  deployment: DistributedDeployment,
): Promise<{ readonly url: string; readonly stop: () => void }> {
  const port = await freePort();
  const server = createServer((incoming, answer) => {
    passOn(incoming, answer, new URL(deployment.addressOf(incoming.url ?? '/')));
  }).listen(port, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${String(port)}`,
    stop: () => {
      server.close();
      server.closeAllConnections();
    },
  };
}

function passOn(incoming: IncomingMessage, answer: ServerResponse, { hostname, port }: URL): void {
  const { method, url, headers } = incoming;
  const passed = request({ hostname, port, method, path: url, headers }, (reply) => {
    answer.writeHead(reply.statusCode ?? 502, reply.headers);
    reply.pipe(answer);
  });
  passed.once('error', () => {
    answer.destroy();
  });
  incoming.pipe(passed);
}
