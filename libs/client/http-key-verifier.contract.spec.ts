import { createServer } from 'node:http';
import { type AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { HttpKeyVerifier } from './http-key-verifier.js';
import { keyVerifierContract } from './testing/key-verifier.contract.js';

keyVerifierContract('HTTP', async (react) => {
  const connections: unknown[] = [];
  const server = createServer((request, response) => {
    void text(request).then(async (body) => {
      const reply = await react({
        serviceToken: request.headers.authorization?.replace('Bearer ', ''),
        request: JSON.parse(body),
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
    const closed = new Promise((resolve) => {
      server.close(resolve);
    });
    server.closeAllConnections();
    await closed;
  };
  await comeBack();
  return {
    verifier: (options) => new HttpKeyVerifier({ url: `http://127.0.0.1:${String(port)}`, ...options }),
    comeBack,
    leave,
    close: leave,
  };
});
