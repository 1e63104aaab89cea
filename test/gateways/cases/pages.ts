import { describe, expect, it } from '@jest/globals';
import { echoOf, openWebSocket } from '../web-socket.js';
import { type Cases, PAGE, REPORTS } from './expectations.js';

export function pageCases({ stage }: Cases): void {
  describe('a page', () => {
    const asksBeforehand = (origin: string, method = 'POST') =>
      stage().watch({
        method: 'OPTIONS',
        path: REPORTS,
        headers: {
          Origin: origin,
          'Access-Control-Request-Method': method,
          'Access-Control-Request-Headers': 'x-api-key',
        },
      });

    it.each(['GET', 'POST', 'PUT', 'PATCH', 'DELETE'])(
      'may ask beforehand for %s without a key, and the gateway answers',
      async (method) => {
        const { answer, reached } = await asksBeforehand(PAGE, method);
        expect([Math.floor(answer.status / 100), reached]).toEqual([2, []]);
        expect(answer.headers).toMatchObject({
          'access-control-allow-origin': PAGE,
          'access-control-allow-methods': expect.stringContaining(method),
          'access-control-allow-headers': expect.stringMatching(/x-api-key/i),
        });
      },
    );

    it.each(['https://other.test', 'https://app.example.com.other.test', 'null'])('of %s may not', async (origin) => {
      const { answer, reached } = await asksBeforehand(origin);
      expect(reached).toEqual([]);
      expect(answer.headers['access-control-allow-origin'] ?? PAGE).toBe(PAGE);
    });

    it('can read what the upstream answers', async () => {
      const headers = { Origin: PAGE, ...(await stage().shown('viewer')) };
      const answer = await stage().send({ path: REPORTS, headers });
      expect([answer.status, answer.headers['access-control-allow-origin']]).toEqual([200, PAGE]);
    });

    it('can read a refusal', async () => {
      for (const [path, key] of [
        [REPORTS, {}],
        ['/api/nowhere', await stage().shown('viewer')],
      ] as const) {
        const answer = await stage().send({ path, headers: { Origin: PAGE, ...key } });
        expect([401, 403]).toContain(answer.status);
        expect(answer.headers['access-control-allow-origin']).toBe(PAGE);
      }
    });
  });

  describe('a web socket', () => {
    const open = (headers: Record<string, string>, path = REPORTS) =>
      openWebSocket(stage().gateway.port, path, headers);

    it('opens with a key, and carries what is said', async () => {
      const { status, socket } = await open({ ...(await stage().shown('viewer')) });
      if (socket === undefined) throw new Error(`not upgraded: ${String(status)}`);
      expect(await echoOf(socket, 'hello')).toBe('hello');
      socket.destroy();
    });
    it('does not open without one', async () => {
      expect((await open({})).status).toBe(401);
    });
    it('does not open where the key may not go', async () => {
      expect((await open({ ...(await stage().shown('viewer')) }, '/api/users/7')).status).toBe(403);
    });
    it('that is open outlives a revoke; a new one is refused', async () => {
      const { owner, secret, keyId } = await stage().keyOf('viewer');
      const { socket } = await open({ 'X-API-Key': secret });
      if (socket === undefined) throw new Error('not upgraded');
      await owner.revoke(keyId);
      expect(await echoOf(socket, 'after')).toBe('after');
      expect((await open({ 'X-API-Key': secret })).status).toBe(401);
      socket.destroy();
    });
  });
}
