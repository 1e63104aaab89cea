import { once } from 'node:events';
import { connect, createServer, type Server, type Socket } from 'node:net';
import Connection from 'kafkajs/src/network/connection.js';
import RequestQueue from 'kafkajs/src/network/requestQueue/index.js';
import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import './kafkajs-patched.js';

const silent: Record<string, unknown> = {
  debug: () => undefined,
  info: () => undefined,
  warn: () => undefined,
  error: () => undefined,
  namespace: () => silent,
};

describe('what is mended of kafkajs', () => {
  describe('a queue of requests', () => {
    const queue = (): RequestQueue =>
      new RequestQueue({
        maxInFlightRequests: null,
        requestTimeout: 1000,
        enforceRequestTimeout: false,
        clientId: 'mended',
        broker: 'broker:9092',
        logger: silent,
      });
    beforeEach(() => {
      jest.useFakeTimers();
    });
    afterEach(() => {
      jest.useRealTimers();
    });

    it('starts no timer while no request waits', () => {
      queue().scheduleCheckPendingRequests();
      expect(jest.getTimerCount()).toBe(0);
    });

    it('sends what waits for the end of a broker’s throttling, and is then at rest', () => {
      const throttled = queue();
      const sent: number[] = [];
      throttled.maybeThrottle(500);
      for (const correlationId of [1, 2])
        throttled.push({
          entry: { correlationId },
          expectResponse: true,
          sendRequest: () => {
            sent.push(correlationId);
          },
        });
      jest.advanceTimersByTime(499);
      expect(sent).toEqual([]);
      jest.advanceTimersByTime(20);
      expect(sent).toEqual([1, 2]);
      expect(jest.getTimerCount()).toBe(0);
    });
  });

  describe('a connection', () => {
    let server: Server;
    let port: number;
    let broker: Promise<Socket>;

    beforeEach(async () => {
      server = createServer().listen(0, '127.0.0.1');
      await once(server, 'listening');
      broker = once(server, 'connection').then(
        ([socket]: Socket[]) => socket ?? Promise.reject(new Error('no socket')),
      );
      const address = server.address();
      port = typeof address === 'object' ? (address?.port ?? 0) : 0;
    });
    afterEach(async () => {
      (await broker).destroy();
      server.close();
    });

    it('breaks, with an error that names the broker, at what is no answer', async () => {
      const connection = new Connection({
        host: '127.0.0.1',
        port,
        logger: silent,
        connectionTimeout: 1000,
        requestTimeout: 1000,
        socketFactory: ({ host, onConnect }) => connect({ host, port }, onConnect),
      });
      await connection.connect();
      const broken = once(connection.socket, 'close').catch((error: unknown) => String(error));
      // an answer of one byte: too short to say which request it is for
      (await broker).write(Buffer.from([0, 0, 0, 1, 7]));
      expect(await broken).toContain(
        `what came from the Kafka broker 127.0.0.1:${String(port)} is not an answer of a broker (RangeError`,
      );
      expect(connection.isConnected()).toBe(false);
    });
  });
});
