import { afterAll, expect, it } from '@jest/globals';
import { once } from 'node:events';
import { type AddressInfo, createServer } from 'node:net';
import { isFree } from './free-port.js';

const server = createServer().listen(0, '127.0.0.1');
await once(server, 'listening');
afterAll(() => {
  server.close();
});

it('a port that somebody listens on is not free', async () => {
  expect(await isFree((server.address() as AddressInfo).port)).toBe(false);
});
