import { createHash, randomBytes } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { generateSecret } from '#key-secret';
import { GrpcKeyVerifier } from '../../../libs/client/grpc-key-verifier.js';
import { HttpKeyVerifier } from '../../../libs/client/http-key-verifier.js';
import { type BatchKeyVerifier } from '../../../libs/client/key-verifier.js';
import { TcpKeyVerifier } from '../../../libs/client/tcp-key-verifier.js';
import { freePort } from '../../profiles/free-port.js';
import { apiOf, newPerson } from './people.js';
import { type Product, startProduct } from './product.js';
import { keyMaker, use } from './seeded.js';

const HOST = '127.0.0.1';
/** A busy machine is slow, not down: a lease is as long as it is by default. */
const PATIENCE = { timeoutMs: 30_000 };
const DEFAULT_LEASE = { LEASE_MS: undefined, CONFIRM_TIMEOUT_MS: undefined };
const LIVE_KEYS = 12;
/** So long that a mail about the expiry goes out as soon as a reminder is set. */
const KEYS_LIVE_MS = 7 * 86_400_000;
const WRITE = { method: 'POST', path: '/api/reports/' };
/** How fast traffic comes and goes. */
const WAVE_MS = 10_000;

interface Askers {
  readonly services: readonly BatchKeyVerifier[];
  /** With a token of nobody. */
  readonly strangers: readonly BatchKeyVerifier[];
}

/** A Keyward with every port. `keepBusy`: people change keys, services and gateways ask about them, some are refused. */
export async function startBusyProduct(): Promise<Product & { readonly keepBusy: (ms: number) => Promise<void> }> {
  const token = randomBytes(24).toString('base64url');
  const [tcpPort, grpcPort] = [await freePort(), await freePort()];
  const product = await startProduct({
    ...DEFAULT_LEASE,
    TCP_PORT: String(tcpPort),
    GRPC_PORT: String(grpcPort),
    SERVICE_TOKENS: `billing:${createHash('sha256').update(token).digest('hex')}`,
  });
  const askersWith = (serviceToken: string) => [
    new HttpKeyVerifier({ url: product.url, serviceToken, ...PATIENCE }),
    new TcpKeyVerifier({ host: HOST, port: tcpPort, serviceToken, ...PATIENCE }),
    new GrpcKeyVerifier({ host: HOST, port: grpcPort, serviceToken, ...PATIENCE }),
  ];
  const [services, strangers] = [askersWith(token), askersWith('a-token-that-nobody-was-given')];
  return {
    ...product,
    keepBusy: (ms) => keepBusy(product, { services, strangers }, ms),
    stop: async () => {
      await Promise.all([...services, ...strangers].map((asker) => asker.close()));
      await product.stop();
    },
  };
}

async function keepBusy(product: Product, { services, strangers }: Askers, ms: number): Promise<void> {
  const person = await newPerson({ role: 'administrator' });
  const api = apiOf(product, person);
  const makeKey = keyMaker(product, person);
  const newKey = () =>
    makeKey('Nightly Export', 'read-only', { expiresAt: new Date(Date.now() + KEYS_LIVE_MS).toISOString() });
  const unknown = generateSecret({ prefix: 'claribi', mode: 'live' });
  let revoked = await newKey();
  const live = await Promise.all(Array.from({ length: LIVE_KEYS }, newKey));
  let turn = 0;
  const anyKey = () => live[turn++ % live.length] ?? revoked;
  const change = (what: string, { keyId } = anyKey()) => api('POST', `/v1/keys/${keyId}/${what}`);
  const replaceKey = async () => {
    live.push(await newKey());
    revoked = live.shift() ?? revoked;
    await change('revoke', revoked);
  };
  const pauseAndResume = async () => {
    const key = anyKey();
    await change('pause', key);
    await change('resume', key);
  };
  const question = () => {
    const { secret } = anyKey();
    if (turn % 11 === 0) return { key: revoked.secret };
    if (turn % 17 === 0) return { key: unknown };
    return turn % 7 === 0 ? { key: secret, endpoint: WRITE } : { key: secret };
  };
  const questions = () => Array.from({ length: 8 }, question);
  const gateway = async (headers: Readonly<Record<string, string>>) => {
    const asked = { 'x-forwarded-method': 'GET', 'x-forwarded-uri': '/api/reports/', ...headers };
    await (await fetch(`${product.url}/v1/authorize`, { headers: asked })).text();
  };

  const habits: readonly (readonly [everyMs: number, act: () => Promise<unknown>])[] = [
    ...services.map((service) => [15, () => service.verify(question())] as const),
    ...services.map((service) => [300, () => service.verifyBatch(questions())] as const),
    ...strangers.map((stranger) => [1500, () => stranger.verify(question()).catch(() => undefined)] as const),
    [20, () => gateway({ 'x-api-key': anyKey().secret })],
    [2000, () => gateway({})],
    [40, () => use(product, anyKey().secret)],
    [900, replaceKey],
    [2000, pauseAndResume],
    [2500, () => change('rotate')],
    [3000, () => change('revoke', revoked)],
    [4000, () => api('PATCH', `/v1/keys/${anyKey().keyId}`, { name: `Export ${String(turn)}` })],
    [2000, () => api('PUT', `/v1/keys/${anyKey().keyId}/reminder`, { intervalDays: 30 })],
    [400, () => api('GET', '/v1/keys')],
    [700, () => api('GET', '/v1/activity')],
    [900, () => api('GET', `/v1/keys/${anyKey().keyId}/history`)],
    [1500, () => api('GET', '/v1/members')],
    [2500, () => apiOf(product, { ...person, token: 'a-token-of-nobody' })('GET', '/v1/keys')],
  ];
  const end = performance.now() + ms;
  await Promise.all(
    habits.map(async ([everyMs, act], phase) => {
      while (performance.now() < end) {
        await act();
        await pause(everyMs * (1 + 0.7 * Math.sin(performance.now() / WAVE_MS + phase)));
      }
    }),
  );
}
