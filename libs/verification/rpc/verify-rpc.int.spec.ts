import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ClientTCP } from '@nestjs/microservices';
import { TcpKeyVerifier, VerdictUnavailable } from '#client';
import { createHttpApp, type HttpApp, HttpEnv } from '#http';
import { AdjustableClock, createLogger, createMetrics } from '#process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { connect } from 'node:net';
import { text } from 'node:stream/consumers';
import { firstValueFrom } from 'rxjs';
import { type Verification } from '../create-verification.js';
import { keyCreated, keyRevoked, recordedAs, roleChanged } from '../domain/testing/events.js';
import { GatedReads, readThrough } from '../testing/gated-store.js';
import { newSecret, VerificationSystem } from '../testing/verification-system.js';
import { eventually } from '../../../test/kit/eventually.js';
import { connectVerifyRpc } from './connect-verify-rpc.js';
import { VerifyRpcModule } from './verify-rpc.module.js';

const system = new VerificationSystem();
const good = newSecret('c1');
const revoked = newSecret('c2');
const parked = newSecret('c3');
const created = (keyId: string, { credential }: ReturnType<typeof newSecret>) => keyCreated({ keyId, credential });
const TOKEN = 'a-service-token';
const log: string[] = [];
const logger = createLogger({
  level: 'trace',
  name: 'test',
  destination: {
    write: (line) => {
      log.push(line);
    },
  },
});
const closers: (() => Promise<void>)[] = [];

interface Options {
  readonly HOST?: string;
  readonly TCP_PORT?: number;
}

async function serve(
  verification: Verification,
  { HOST = '127.0.0.1', TCP_PORT = 0 }: Options = {},
): Promise<HttpApp & { readonly port: number }> {
  const env = Object.assign(new HttpEnv(), {
    HOST,
    PORT: 0,
    TCP_PORT,
    SERVICE_TOKENS: HOST === '127.0.0.1' ? '' : `bi-api:${createHash('sha256').update(TOKEN).digest('hex')}`,
  });
  const metrics = createMetrics(logger);
  let port = 0;
  const app = await createHttpApp(VerifyRpcModule.forRoot({ env, verification, logger, metrics }), {
    env,
    logger,
    metrics,
    clock: new AdjustableClock(),
    openApi: { title: 'test' },
    addRoutes: async (_, nest) => {
      port = await connectVerifyRpc(nest);
    },
  });
  closers.push(app.close);
  return { ...app, port };
}

function client(port: number): ClientTCP {
  const one = new ClientTCP({ host: '127.0.0.1', port });
  closers.push(() => {
    one.close();
    return Promise.resolve();
  });
  return one;
}

const asking = (port: number) => {
  const one = client(port);
  return (pattern: string, payload: unknown) => firstValueFrom(one.send<unknown>(pattern, payload));
};

/** What the server sends back before it hangs up. */
async function send(port: number, bytes: string): Promise<string> {
  const socket = connect(port, '127.0.0.1');
  socket.write(bytes);
  return text(socket);
}

let open: number;
let guarded: number;
let cutOff: number;
beforeAll(async () => {
  await system.publish(
    recordedAs(1, roleChanged('analyst')),
    recordedAs(2, created('k1', good)),
    recordedAs(3, created('k2', revoked)),
    recordedAs(4, keyRevoked('k2')),
    recordedAs(1, roleChanged('viewer'), { ownerId: 'acme/parked' }),
    recordedAs(2, created('k3', parked), { ownerId: 'acme/parked' }),
    recordedAs(4, roleChanged('owner'), { ownerId: 'acme/parked' }),
  );
  const replica = await system.serving();
  open = (await serve(replica)).port;
  guarded = (await serve(replica, { HOST: '0.0.0.0' })).port;
  cutOff = (await serve(system.replica())).port;
});
afterAll(async () => {
  await Promise.all(closers.reverse().map((close) => close()));
  await system.close();
  for (const secret of [good.secret, revoked.secret, TOKEN]) expect(log.join('')).not.toContain(secret);
});

describe('RPC', () => {
  it('answers verify-key as POST /v1/verify does', async () => {
    const ask = asking(open);
    expect(await ask('verify-key', { key: good.secret, permission: 'reports.view' })).toMatchObject({
      valid: true,
      code: 'valid',
      keyId: 'k1',
      orgId: 'acme',
      role: 'analyst',
    });
    expect(await ask('verify-key', { key: good.secret, endpoint: { method: 'GET', path: '/nowhere' } })).toEqual({
      valid: false,
      code: 'route-unmapped',
    });
    expect(await ask('verify-key', { key: good.secret, permission: 'reports.create' })).toMatchObject({
      valid: false,
      code: 'permission-denied',
      reason: 'scope',
    });
    expect(await ask('verify-key', { key: revoked.secret })).toEqual({ valid: false, code: 'revoked' });
    expect(await ask('verify-key', { key: 'hello' })).toEqual({ valid: false, code: 'malformed' });
  });

  it('answers verify-keys in order, and says in its place where there is no verdict', async () => {
    const items = [{ key: good.secret }, { key: parked.secret }, { key: 'hello' }, { key: revoked.secret }];
    expect(await asking(open)('verify-keys', { items })).toMatchObject({
      results: [
        { valid: true, keyId: 'k1' },
        { valid: false, code: 'verdict-unavailable' },
        { code: 'malformed' },
        { code: 'revoked' },
      ],
    });
    expect(await asking(cutOff)('verify-keys', { items })).toEqual({
      results: items.map(() => ({ valid: false, code: 'verdict-unavailable' })),
    });
    const large = await asking(open)('verify-keys', { items: Array(100).fill({ key: 'x'.repeat(5000) }) });
    expect(large).toEqual({ results: Array(100).fill({ valid: false, code: 'malformed' }) });
  });

  it('says as a problem document that no verdict can be given', async () => {
    await expect(asking(cutOff)('verify-key', { key: good.secret })).rejects.toEqual({
      type: 'urn:keyward:error:verdict-unavailable',
      title: 'No verdict can be given now',
      status: 503,
      code: 'verdict-unavailable',
      detail: expect.any(String),
    });
  });

  it.each([
    ['verify-key', {}, /key/],
    ['verify-key', [], /./],
    ['verify-key', 'text', /./],
    ['verify-key', { key: 'x', more: 1 }, /more/],
    ['verify-key', { key: 'x', permission: 'p', endpoint: { method: 'GET', path: '/' } }, /not both/],
    ['verify-keys', { items: Array(101).fill({ key: 'x' }) }, /items/],
  ])('refuses %s of what is no such request, and names the fault', async (pattern, payload, fault) => {
    await expect(asking(open)(pattern, payload)).rejects.toMatchObject({
      status: 400,
      code: 'invalid-request',
      detail: expect.stringMatching(fault),
    });
  });

  it.each([
    ['nothing', { pattern: 'verify-key', id: '1' }],
    ['null', { pattern: 'verify-key', data: null, id: '1' }],
    ['null for a batch', { pattern: 'verify-keys', data: null, id: '1' }],
  ])('answers a question that holds %s with a problem, as others', async (_what, message) => {
    const socket = connect(open, '127.0.0.1');
    const text = JSON.stringify(message);
    socket.write(`${String(text.length)}#${text}`);
    const [answer] = (await once(socket, 'data', { signal: AbortSignal.timeout(5000) })) as [Buffer];
    socket.destroy();
    expect(JSON.parse(answer.toString().replace(/^\d+#/, ''))).toMatchObject({
      err: { status: 400, code: 'invalid-request', type: 'urn:keyward:error:invalid-request' },
    });
  });

  it('wants the token of a service unless it listens on a loopback address', async () => {
    const ask = asking(guarded);
    expect(await ask('verify-key', { serviceToken: TOKEN, key: good.secret })).toMatchObject({ valid: true });
    expect(await ask('verify-keys', { serviceToken: TOKEN, items: [] })).toEqual({ results: [] });
    for (const serviceToken of [undefined, null, 'another', '', [TOKEN]]) {
      await expect(ask('verify-key', { serviceToken, key: good.secret })).rejects.toMatchObject({
        status: 401,
        code: 'service-token-invalid',
      });
      await expect(ask('verify-keys', { serviceToken, items: 'bad' })).rejects.toMatchObject({
        status: 401,
        code: 'service-token-invalid',
      });
    }
    expect(await asking(open)('verify-key', { serviceToken: 'whatever', key: good.secret })).toMatchObject({
      valid: true,
    });
  });

  it.each([
    ['no length', 'hello#world'],
    ['no JSON', '5#{{{{{'],
    ['more than a batch may be', `2000000#${'x'.repeat(1_200_000)}`],
    ['no end of a length', 'x'.repeat(1_200_000)],
    ['a key that is no JSON', `${String(good.secret.length)}#${good.secret}`],
  ])('hangs up on who sends %s, and goes on', async (_, bytes) => {
    expect(await send(open, bytes).catch(() => '')).toBe('');
    expect(await asking(open)('verify-key', { key: 'hello' })).toEqual({ valid: false, code: 'malformed' });
  });

  it('shows refused callers in a metric and, once for each address and reason, in the log', async () => {
    const { port, metrics } = await serve(await system.serving(), { HOST: '0.0.0.0' });
    const ask = asking(port);
    const from = log.length;
    for (let times = 0; times < 3; times++)
      await expect(ask('verify-key', { key: good.secret, serviceToken: 'guessed-by-somebody' })).rejects.toMatchObject({
        code: 'service-token-invalid',
      });
    await expect(ask('verify-key', { key: 7, serviceToken: TOKEN })).rejects.toMatchObject({ code: 'invalid-request' });
    expect(await metrics.metrics()).toMatch(
      /keyward_callers_refused_total\{door="rpc",reason="service-token-invalid"\} 3\n.*reason="invalid-request"\} 1/,
    );
    const lines = log.slice(from).filter((line) => line.includes('a caller was refused'));
    expect(lines.map((line) => JSON.parse(line) as unknown)).toMatchObject([
      { door: 'rpc', reason: 'service-token-invalid', remote: '127.0.0.1' },
      { door: 'rpc', reason: 'invalid-request', remote: '127.0.0.1' },
    ]);
    expect(log.join('')).not.toContain('guessed-by-somebody');
  });

  it('says once, where anybody may ask, that a token would be refused elsewhere', async () => {
    const { port } = await serve(await system.serving());
    const from = log.length;
    for (let times = 0; times < 2; times++)
      expect(await asking(port)('verify-key', { key: 'hello', serviceToken: 'mistyped' })).toMatchObject({
        code: 'malformed',
      });
    expect(log.slice(from).filter((line) => line.includes('SERVICE_TOKENS does not list'))).toHaveLength(1);
  });

  it('refuses a pattern that it does not know, and takes no events', async () => {
    const one = client(open);
    await expect(firstValueFrom(one.send('drop-keys', {}))).rejects.toMatch(/no matching message handler/);
    one.emit('verify-key', { key: good.secret });
    one.emit('anything', 'x');
    expect(await firstValueFrom(one.send<unknown>('verify-key', { key: 'hello' }))).toEqual({
      valid: false,
      code: 'malformed',
    });
  });

  it('gives the answers that it owes before it closes, and takes no new questions', async () => {
    const gate = new GatedReads(system.store);
    const { port, close } = await serve(await system.serving({ store: readThrough(system.store, gate) }));
    const ask = asking(port);
    expect(await ask('verify-key', { key: 'hello' })).toMatchObject({ code: 'malformed' });
    const answer = ask('verify-key', { key: good.secret });
    await eventually(() => {
      expect(gate.held).toHaveLength(1);
    });
    const closed = close();
    await once(connect(port, '127.0.0.1'), 'error');
    gate.open();
    expect(await answer).toMatchObject({ valid: true });
    await closed;
    await expect(ask('verify-key', { key: good.secret })).rejects.toThrow(/Connection closed|ECONNREFUSED/);
  });

  it('serves TcpKeyVerifier, across a restart and past a replica that does not answer', async () => {
    const gate = new GatedReads(system.store);
    const replica = await system.serving({ store: readThrough(system.store, gate) });
    const first = await serve(replica, { HOST: '0.0.0.0' });
    const verifier = new TcpKeyVerifier({ host: '127.0.0.1', port: first.port, serviceToken: TOKEN, timeoutMs: 200 });
    closers.push(() => verifier.close());
    await expect(verifier.verify({ key: good.secret })).rejects.toThrow(VerdictUnavailable);
    gate.open();
    expect(await verifier.verify({ key: good.secret })).toMatchObject({ valid: true, keyId: 'k1' });
    await first.close();
    await expect(verifier.verify({ key: good.secret })).rejects.toThrow(VerdictUnavailable);
    await serve(replica, { HOST: '0.0.0.0', TCP_PORT: first.port });
    expect(await verifier.verify({ key: good.secret })).toMatchObject({ valid: true, keyId: 'k1' });
    const stranger = new TcpKeyVerifier({ host: '127.0.0.1', port: first.port });
    closers.push(() => stranger.close());
    await expect(stranger.verify({ key: good.secret })).rejects.toThrow('401 service-token-invalid');
  });

  it('refuses to start on a port that is taken, or on a foreign address', async () => {
    const replica = system.replica();
    await expect(serve(replica, { TCP_PORT: open })).rejects.toThrow(/^TCP_PORT: .* in use/);
    await expect(serve(replica, { HOST: '192.0.2.1' })).rejects.toThrow(
      /^HOST: 192\.0\.2\.1 is not an address of this machine/,
    );
  });
});
