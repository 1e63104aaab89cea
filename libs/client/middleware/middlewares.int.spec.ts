import { serve } from '@hono/node-server';
import { afterEach, describe, expect, it } from '@jest/globals';
import express from 'express';
import Fastify from 'fastify';
import { Hono } from 'hono';
import { request, type Server } from 'node:http';
import { type AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { type AdmissionOptions, type UserTokenAuthenticator } from '../admission/admission-options.js';
import { KeywardTesting } from '../fake/keyward-testing.js';
import { type KeyVerifier } from '../key-verifier.js';
import { catalogueOf } from '../user-tokens.js';
import { requireApiKey as expressMiddleware } from './express.js';
import { keyward as fastifyPlugin } from './fastify.js';
import { requireApiKey as honoMiddleware } from './hono.js';

const closers: (() => unknown)[] = [];
afterEach(async () => {
  await Promise.all(closers.splice(0).map((close) => close()));
});
const addressOf = (server: Server): string => {
  closers.push(() => {
    server.close().closeAllConnections();
  });
  return `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`;
};

/** Everything below `/api` is guarded; a handler says who let it in, a fault is a 500. */
const FRAMEWORKS: [string, (options: AdmissionOptions) => Promise<string>][] = [
  [
    'Express',
    (options) => {
      const api = express.Router().get('/reports/:id', (request, response) => {
        response.json({ key: request.apiKey?.ownerId ?? null, user: request.apiUser?.ownerId ?? null });
      });
      const fault: express.ErrorRequestHandler = (...[, , response]) => {
        response.status(500).json({});
      };
      Object.defineProperty(fault, 'length', { value: 4 }); // by which Express knows it
      const app = express().use('/api', expressMiddleware(options), api).use(fault);
      return new Promise((resolve) => {
        const server = app.listen(0, '127.0.0.1', () => {
          resolve(addressOf(server));
        });
      });
    },
  ],
  [
    'Fastify',
    async (options) => {
      const app = Fastify();
      await app.register(
        async (api) => {
          await api.register(fastifyPlugin, options);
          for (const path of ['/reports/:id', '/users/:id'])
            api.get(path, ({ apiKey, apiUser }) => ({ key: apiKey?.ownerId ?? null, user: apiUser?.ownerId ?? null }));
        },
        { prefix: '/api' },
      );
      closers.push(() => app.close());
      return app.listen({ port: 0, host: '127.0.0.1' });
    },
  ],
  [
    'Hono',
    (options) => {
      const app = new Hono().use('/api/*', honoMiddleware(options)).get('/api/reports/:id', (context) => {
        const { apiKey, apiUser } = context.var;
        return context.json({ key: apiKey?.ownerId ?? null, user: apiUser?.ownerId ?? null });
      });
      app.onError((_error, context) => context.json({}, 500));
      return new Promise((resolve) => {
        const server = serve({ fetch: app.fetch, port: 0, hostname: '127.0.0.1' }, () => {
          resolve(addressOf(server as Server));
        });
      });
    },
  ],
];

/** Over the wire, where neither path nor headers are tidied up. */
function ask(url: string, path: string, headers: readonly string[] = []): Promise<{ status: number; body: string }> {
  const { host, hostname, port } = new URL(url);
  return new Promise((resolve, reject) => {
    request({ host: hostname, port, path, headers: ['Host', host, ...headers] }, (response) => {
      text(response).then((body) => {
        resolve({ status: response.statusCode ?? 0, body });
      }, reject);
    })
      .on('error', reject)
      .end();
  });
}

const people: UserTokenAuthenticator = {
  authenticate: () => Promise.resolve({ ownerId: 'acme/eve', orgId: 'acme', role: 'viewer' }),
};

describe.each(FRAMEWORKS)('the middleware for %s', (_name, start) => {
  it('asks about the path as it was sent, and says whose key it is', async () => {
    const verifier = new KeywardTesting();
    const { secret } = verifier.issue({ role: 'analyst' });
    const url = await start({ verifier });
    expect(await ask(url, '/api/reports/r1?secret=1', ['X-API-Key', secret])).toEqual({
      status: 200,
      body: '{"key":"acme/ada","user":null}',
    });
    expect(verifier.asked).toEqual([{ key: secret, endpoint: { method: 'GET', path: '/api/reports/r1' } }]);
  });

  it.each(['/api/reports/%2e%2e', '/api/reports/a%2Fb', '/api/reports/a;b', '/api/reports/%'])(
    'lets nobody in by the path %s, which could be read in two ways',
    async (path) => {
      const verifier = new KeywardTesting();
      const url = await start({ verifier });
      const { status } = await ask(url, path, ['X-API-Key', verifier.issue().secret]);
      expect([400, 403, 404]).toContain(status);
    },
  );

  it('refuses a key that is sent twice, and two keys', async () => {
    const verifier = new KeywardTesting();
    const [{ secret }, other] = [verifier.issue(), verifier.issue()];
    const url = await start({ verifier });
    for (const headers of [
      ['X-API-Key', secret, 'X-API-Key', secret],
      ['X-API-Key', secret, 'Authorization', `Bearer ${other.secret}`],
    ])
      expect(await ask(url, '/api/reports/r1', headers)).toMatchObject({
        status: 401,
        body: expect.stringContaining('key-ambiguous'),
      });
    expect(verifier.asked).toEqual([]);
  });

  it('lets people in with their user token where it is said so, by their role', async () => {
    const userTokens = { authenticator: people, ...catalogueOf() };
    const url = await start({ verifier: new KeywardTesting(), userTokens });
    expect(await ask(url, '/api/reports/r1', ['Authorization', 'Bearer e30.e30.e30'])).toEqual({
      status: 200,
      body: '{"key":null,"user":"acme/eve"}',
    });
    expect(await ask(url, '/api/users/u1', ['Authorization', 'Bearer e30.e30.e30'])).toMatchObject({ status: 403 });
    const without = await start({ verifier: new KeywardTesting() });
    expect(await ask(without, '/api/reports/r1', ['Authorization', 'Bearer e30.e30.e30'])).toMatchObject({
      status: 401,
    });
  });

  it('lets nobody in when the verifier is broken, and leaves the fault to the app', async () => {
    const broken: KeyVerifier = { verify: () => Promise.reject(new TypeError('a bug')) };
    const url = await start({ verifier: broken });
    const { status, body } = await ask(url, '/api/reports/r1', ['X-API-Key', 'x']);
    expect(status).toBe(500);
    expect(body).not.toContain('acme');
  });
});
