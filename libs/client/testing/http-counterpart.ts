import { createServer } from 'node:http';
import { type AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { counterpartOf } from './counterpart.js';
import {
  type ClosableVerifier,
  type Counterpart,
  type React,
  type VerifierOptions,
} from './remote-key-verifier.contract.js';

/** Stands in for verification's HTTP. `connect` makes a verifier that asks at `url`. */
export async function httpCounterpart(
  react: React,
  connect: (options: VerifierOptions & { readonly url: string }) => ClosableVerifier,
): Promise<Counterpart> {
  const connections: unknown[] = [];
  const server = createServer((request, response) => {
    void text(request).then(async (body) => {
      const asked: unknown = JSON.parse(body);
      if (request.url !== pathTo(asked)) throw new Error(`${String(request.url)} is not where this is asked`);
      const reply = await react({
        serviceToken: request.headers.authorization?.replace('Bearer ', ''),
        request: asked,
        connection: connections.indexOf(request.socket),
      });
      if (reply === 'silence') return;
      if ('status' in reply) response.writeHead(reply.status).end();
      else response.end(JSON.stringify(reply.answer));
    });
  });
  server.on('connection', (socket) => {
    connections.push(socket);
  });
  let port = 0;
  const comeBack = async (): Promise<void> => {
    await new Promise<void>((resolve) => {
      server.listen(port, '127.0.0.1', resolve);
    });
    ({ port } = server.address() as AddressInfo);
  };
  const leave = async (): Promise<void> => {
    if (!server.listening) return;
    const closed = new Promise((resolve) => {
      server.close(resolve);
    });
    server.closeAllConnections();
    await closed;
  };
  return counterpartOf({
    comeBack,
    leave,
    connect: (host, options) => connect({ url: `http://${host}:${String(port)}`, ...options }),
  });
}

function pathTo(asked: unknown): string {
  return typeof asked === 'object' && asked !== null && 'items' in asked ? '/v1/verify/batch' : '/v1/verify';
}
