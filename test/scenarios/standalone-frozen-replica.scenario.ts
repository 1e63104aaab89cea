import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import Fastify, { type FastifyInstance } from 'fastify';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import { Registry } from 'prom-client';
import { parsePeppers } from '#key-secret';
import { type EmbeddedProfile, openDataFolder, openEmbedded } from '#profiles/embedded';
import { replicaLease } from '#propagation';
import { loadEnv } from '#env';
import { createHttpService } from '../../libs/http/server/run-http-service.js';
import { loadCatalogue } from '#permissions/env';
import { Background, createMetrics, SystemClock } from '#process';
import { parseServiceTokens } from '#user-auth';
import { VerificationModule } from '#verification';
import { demoToken } from '../../apps/standalone/demo-owner.js';
import { StandaloneEnv } from '../../apps/standalone/standalone.env.js';
import { standaloneApp } from '../../apps/standalone/standalone.app.js';
import { userTokenTrust } from '../../apps/standalone/user-token-trust.js';
import { eventually } from '../kit/eventually.js';
import { Freezer } from '../kit/freezer.js';
import { CONSUMERS_ENTRY, VERIFIER_ENTRY, WRITER_ENTRY } from '../kit/thread-entries.js';
import { changed, issued } from '../kit/shapes.js';

const LEASE_MS = 1000;
const directory = mkdtempSync(join(tmpdir(), 'keyward-frozen-'));
const pepper = `p1:${Buffer.alloc(32, 7).toString('base64')}`;
const env = loadEnv(StandaloneEnv, { DATA_DIR: directory, KEY_PEPPERS: pepper, LEASE_MS: String(LEASE_MS) });
const folder = openDataFolder(directory);
const logger = pino({ level: 'silent' });
const clock = new SystemClock();
const process = { clock, logger, metrics: createMetrics(logger) };
const { trust, demoSecret } = userTokenTrust(env, folder);
const profile = openEmbedded({ ...process, folder, writerEntry: WRITER_ENTRY });
const rules = loadCatalogue(env);
const { app, close } = await createHttpService(
  standaloneApp({
    ...process,
    ...rules,
    env,
    profile,
    auth: { trust, serviceTokens: parseServiceTokens('') },
    consumersEntry: CONSUMERS_ENTRY,
    verifierEntry: VERIFIER_ENTRY,
  }),
  { env, ...process },
);
const token = await demoToken(demoSecret ?? '');
const freezer = new Freezer();

interface Replica {
  readonly http: FastifyInstance;
  readonly close: () => Promise<void>;
}

type Log = Pick<EmbeddedProfile, 'publisher' | 'subscriber'>;

/** One more verification replica in this process, on the same log and read model. */
async function addReplica({ publisher, subscriber }: Log): Promise<Replica> {
  const parts = { clock, logger, metrics: new Registry(), publisher, subscriber };
  const { http: routes, tasks } = VerificationModule.forRoot({
    ...parts,
    ...rules,
    env,
    store: profile.stores.verification,
    peppers: parsePeppers(pepper),
    lease: replicaLease({ ...parts, leaseMs: LEASE_MS }),
    howToRebuild: profile.howToRebuild,
  });
  const { verification } = tasks;
  const http = Fastify();
  await routes.addRoutes(http, app);
  await verification.start();
  return {
    http,
    close: async () => {
      await http.close();
      await verification.close();
    },
  };
}

const call = async (method: 'GET' | 'POST', url: string, payload?: object) =>
  (
    await app.inject({ method, url, headers: { authorization: `Bearer ${token}` }, ...(payload && { payload }) })
  ).json<unknown>();
const verdictOf = async ({ http }: Replica, key: string) => {
  const { statusCode, body } = await http.inject({ method: 'POST', url: '/v1/verify', payload: { key } });
  return { statusCode, code: (JSON.parse(body) as { code: string }).code };
};

describe('three replicas, one of them frozen', () => {
  let well: Replica;
  let frozen: Replica;

  beforeAll(async () => {
    await app.get(Background).start();
    well = await addReplica(profile);
    frozen = await addReplica({
      publisher: freezer.publisher(profile.publisher),
      subscriber: freezer.subscriber(profile.subscriber),
    });
  });

  afterAll(async () => {
    freezer.thaw();
    await well.close();
    await frozen.close();
    await close();
    folder.release();
    rmSync(directory, { recursive: true });
  });

  it('a revoke waits for the frozen one until its lease is over, fences it, and from then on nobody says yes', async () => {
    const { secret, key, propagation } = issued.parse(
      await call('POST', '/v1/keys', { name: 'Leaked', scope: 'read-only' }),
    );
    expect(propagation).toMatchObject({ confirmed: true, replicas: 3 });
    for (const replica of [well, frozen])
      expect(await verdictOf(replica, secret)).toEqual({ statusCode: 200, code: 'valid' });

    const renewed = performance.now();
    await call('POST', '/v1/keys', { name: 'A moment before', scope: 'read-only' }); // every replica renews
    freezer.freeze();
    const revoking = call('POST', `/v1/keys/${key.keyId}/revoke`, {});
    await eventually(async () => {
      expect((await verdictOf(well, secret)).code).toBe('revoked');
    });
    expect((await verdictOf(frozen, secret)).code).toBe('valid'); // within its lease, and before the revoke is answered

    const answer = changed.parse(await revoking);
    expect(answer.propagation).toMatchObject({ confirmed: true, replicas: 2 });
    expect(performance.now() - renewed).toBeGreaterThanOrEqual(LEASE_MS);
    expect(answer.propagation.waitedMs).toBeLessThanOrEqual(LEASE_MS + 500);
    expect((await verdictOf(well, secret)).code).toBe('revoked');
    expect(await verdictOf(frozen, secret)).toMatchObject({ statusCode: 503, code: 'verdict-unavailable' });
  });

  it('the next change does not wait for it', async () => {
    const { propagation } = issued.parse(await call('POST', '/v1/keys', { name: 'Next', scope: 'read-only' }));
    expect(propagation).toMatchObject({ confirmed: true, replicas: 2 });
    expect(propagation.waitedMs).toBeLessThan(LEASE_MS);
  });

  it('thawed, it catches up, joins again and answers as the others do', async () => {
    const { secret, key } = issued.parse(await call('POST', '/v1/keys', { name: 'Another', scope: 'read-only' }));
    await call('POST', `/v1/keys/${key.keyId}/revoke`, {});
    freezer.thaw();
    await eventually(async () => {
      expect(await verdictOf(frozen, secret)).toEqual({ statusCode: 200, code: 'revoked' });
    });
    const { propagation } = issued.parse(await call('POST', '/v1/keys', { name: 'Last', scope: 'read-only' }));
    expect(propagation).toMatchObject({ confirmed: true, replicas: 3 });
  });
});
