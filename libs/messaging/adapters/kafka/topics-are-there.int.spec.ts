import { afterEach, beforeEach, expect, it } from '@jest/globals';
import { once } from 'node:events';
import { createServer, type Server, type Socket } from 'node:net';
import { pino } from 'pino';
import { TopicsAreThere } from './open-kafka.js';

/** Takes connections and never says a word. */
let silent: Server;
const sockets = new Set<Socket>();
beforeEach(async () => {
  silent = createServer((socket) => {
    sockets.add(socket.on('error', () => undefined));
  }).listen(0, '127.0.0.1');
  await once(silent, 'listening');
});
afterEach(() => {
  for (const socket of sockets) socket.destroy();
  silent.close();
});

it('a wait for a broker that accepts and never answers ends when it is closed', async () => {
  const address = silent.address();
  const port = typeof address === 'object' ? address?.port : undefined;
  const waiting = new TopicsAreThere(
    { brokers: [`127.0.0.1:${String(port)}`], clientId: 'test' },
    pino({ level: 'silent' }),
  );
  const started = waiting.start();
  await once(silent, 'connection');
  const askedAt = performance.now();
  await waiting.close();
  await started;
  expect(performance.now() - askedAt).toBeLessThan(8000);
});
