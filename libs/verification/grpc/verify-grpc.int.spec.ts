import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { status as Code } from '@grpc/grpc-js';
import { GrpcKeyVerifier, VerdictUnavailable } from '#client';
import { Verification } from '#protos';
import { keyCreated, keyRevoked, recordedAs, roleChanged } from '../domain/testing/events.js';
import { type Verifier } from '../application/verifier.js';
import { type GrpcCaller, VERIFY } from '../testing/grpc-caller.js';
import { GrpcHouse } from '../testing/grpc-house.js';
import { newSecret } from '../testing/verification-system.js';
import { Authority, certificateFiles } from '../../../test/kit/certificates.js';
import { eventually } from '../../../test/kit/eventually.js';

const { verify, verifyBatch } = Verification.method;
const house = new GrpcHouse();
const { system } = house;
const good = newSecret('c1');
const revoked = newSecret('c2');
const parked = newSecret('c3');
const created = (keyId: string, { credential }: ReturnType<typeof newSecret>) => keyCreated({ keyId, credential });
const TOKEN = 'a-service-token';

let open: GrpcCaller;
let guarded: number;
let cutOff: GrpcCaller;
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
  open = house.caller((await house.serve(replica)).port);
  guarded = (await house.serve(replica, { SERVICE_TOKENS: TOKEN })).port;
  cutOff = house.caller((await house.serve(system.replica())).port);
});
afterAll(async () => {
  await house.close();
  for (const secret of [good.secret, revoked.secret, TOKEN]) expect(house.log.join('')).not.toContain(secret);
});

const failWith = (message: string): never => {
  throw new Error(message);
};

describe('gRPC', () => {
  it('answers Verify as POST /v1/verify does', async () => {
    expect(
      await open.ask(verify, { key: good.secret, question: { case: 'permission', value: 'reports.view' } }),
    ).toMatchObject({ valid: true, code: 'valid', keyId: 'k1', orgId: 'acme', role: 'analyst', scope: 'read-only' });
    const endpoint = { case: 'endpoint' as const, value: { method: 'GET', path: '/nowhere' } };
    expect(await open.ask(verify, { key: good.secret, question: endpoint })).toMatchObject({
      valid: false,
      code: 'route-unmapped',
    });
    expect(
      await open.ask(verify, { key: good.secret, question: { case: 'permission', value: 'reports.create' } }),
    ).toMatchObject({ valid: false, code: 'permission-denied', missingPermission: 'reports.create', reason: 'scope' });
    expect(await open.ask(verify, { key: revoked.secret })).toMatchObject({ valid: false, code: 'revoked', keyId: '' });
    expect(await open.ask(verify, { key: 'hello' })).toMatchObject({ valid: false, code: 'malformed' });
  });

  it('answers VerifyBatch in order, and says in its place where there is no verdict', async () => {
    const items = [{ key: good.secret }, { key: parked.secret }, { key: 'hello' }, { key: revoked.secret }];
    expect((await open.ask(verifyBatch, { items })).results).toMatchObject([
      { valid: true, keyId: 'k1' },
      { valid: false, code: 'verdict-unavailable' },
      { code: 'malformed' },
      { code: 'revoked' },
    ]);
    const { results } = await cutOff.ask(verifyBatch, { items });
    expect(results.map(({ code }) => code)).toEqual(items.map(() => 'verdict-unavailable'));
  });

  it('ends a call as UNAVAILABLE, with the code and when to try again, when no verdict can be given', async () => {
    await expect(cutOff.ask(verify, { key: good.secret })).rejects.toMatchObject({
      code: Code.UNAVAILABLE,
      details: [
        { reason: 'VERDICT_UNAVAILABLE', domain: 'keyward', metadata: { code: 'verdict-unavailable' } },
        { retryDelay: { seconds: 1n } },
      ],
    });
  });

  it.each([
    [
      'both members of a path missing',
      { question: { case: 'endpoint', value: {} } },
      ['endpoint.method', 'endpoint.path'],
    ],
    ['an empty permission', { question: { case: 'permission', value: '' } }, ['permission']],
  ] as const)('refuses %s and names the fields', async (_what, asked, fields) => {
    await expect(open.ask(verify, { key: 'x', ...asked })).rejects.toMatchObject({
      code: Code.INVALID_ARGUMENT,
      details: [
        { metadata: { code: 'invalid-request' } },
        { fieldViolations: fields.map((field) => ({ field, description: expect.any(String) })) },
      ],
    });
  });

  it.each([
    ['no message', Buffer.from([0xff, 0xff, 0xff])],
    ['a key that is no text', Buffer.from([0x0a, 2, 0xc3, 0x28])],
    ['half a message', Buffer.from([0x0a, 200, 1, 0x41])],
    ['a field of a later version', Buffer.from([0x0a, 1, 0x41, 0x4a, 1, 0x41])],
    ['more than 100 questions', null],
  ])('refuses %s', async (_what, bytes) => {
    const asked =
      bytes === null
        ? open.ask(verifyBatch, { items: Array.from({ length: 101 }, () => ({ key: 'x' })) })
        : open.bytes(VERIFY, bytes);
    await expect(asked).rejects.toMatchObject({
      code: Code.INVALID_ARGUMENT,
      details: expect.arrayContaining([expect.objectContaining({ metadata: { code: 'invalid-request' } })]),
    });
  });

  it('wants the token of a service unless it listens on a loopback address', async () => {
    const known = house.caller(guarded, { authorization: `Bearer ${TOKEN}` });
    expect(await known.ask(verify, { key: good.secret })).toMatchObject({ valid: true });
    expect(await known.ask(verifyBatch, { items: [] })).toMatchObject({ results: [] });
    for (const authorization of ['', 'Bearer another', TOKEN, `Basic ${TOKEN}`]) {
      const stranger = house.caller(guarded, authorization === '' ? {} : { authorization });
      await expect(stranger.ask(verify, { key: good.secret })).rejects.toMatchObject({
        code: Code.UNAUTHENTICATED,
        details: [{ metadata: { code: 'service-token-invalid' } }],
      });
      await expect(stranger.bytes(VERIFY, Buffer.from([0xff]))).rejects.toMatchObject({ code: Code.UNAUTHENTICATED });
    }
    expect(await house.caller(guarded, { authorization: `Bearer ${TOKEN}` }).ask(verify, { key: 'x' })).toMatchObject({
      code: 'malformed',
    });
  });

  it('shows refused callers in a metric and, once for each address and reason, in the log', async () => {
    const { port, metrics } = await house.serve(await system.serving(), { SERVICE_TOKENS: TOKEN });
    const from = house.log.length;
    const stranger = house.caller(port, { authorization: 'Bearer guessed-by-somebody' });
    for (let times = 0; times < 3; times++)
      await expect(stranger.ask(verify, { key: good.secret })).rejects.toMatchObject({ code: Code.UNAUTHENTICATED });
    const known = house.caller(port, { authorization: `Bearer ${TOKEN}` });
    await expect(known.bytes(VERIFY, Buffer.from([0xff]))).rejects.toMatchObject({ code: Code.INVALID_ARGUMENT });
    expect(await metrics.metrics()).toMatch(
      /keyward_callers_refused_total\{door="grpc",reason="service-token-invalid"\} 3\n.*reason="invalid-request"\} 1/,
    );
    const lines = house.log.slice(from).filter((line) => line.includes('a caller was refused'));
    expect(lines.map((line) => JSON.parse(line) as unknown)).toMatchObject([
      { door: 'grpc', reason: 'service-token-invalid', remote: '127.0.0.1' },
      { door: 'grpc', reason: 'invalid-request', remote: '127.0.0.1' },
    ]);
    expect(house.log.join('')).not.toContain('guessed-by-somebody');
  });

  it.each<[string, () => unknown]>([
    ['at once', () => failWith('a secret reason')],
    ['later', () => Promise.reject(new Error('a secret reason'))],
  ])('ends a call as INTERNAL, and logs why, when it fails %s by our own fault', async (_when, fail) => {
    const failing = { verify: fail } as unknown as Verifier;
    const from = house.log.length;
    const { port } = await house.serve({ verifier: failing, notReady: () => null });
    await expect(house.caller(port).ask(verify, { key: good.secret })).rejects.toMatchObject({
      code: Code.INTERNAL,
      message: expect.not.stringContaining('a secret reason'),
      details: [{ metadata: { code: 'internal' } }],
    });
    expect(house.log.slice(from).join('')).toMatch(/a secret reason.*a call over gRPC failed/);
  });

  it('computes nothing after the deadline of its caller', async () => {
    const { port, metrics } = await house.serve(await system.serving());
    await expect(
      house.caller(port).ask(verify, { key: good.secret }, { deadline: Date.now() + 0 }),
    ).rejects.toMatchObject({ code: Code.DEADLINE_EXCEEDED });
    expect(await metrics.metrics()).not.toMatch(/keyward_verdicts_total\{door="grpc"/);
  });

  it('gives the answers that it owes before it closes, and takes no new questions', async () => {
    const { port, gate, close } = await house.gated();
    const caller = house.caller(port);
    const answer = caller.ask(verify, { key: good.secret });
    await eventually(() => {
      expect(gate.held).toHaveLength(1);
    });
    const closed = close();
    await expect(house.caller(port).ask(verify, { key: good.secret })).rejects.toMatchObject({
      code: Code.UNAVAILABLE,
    });
    gate.open();
    expect(await answer).toMatchObject({ valid: true });
    await closed;
  });

  it('serves GrpcKeyVerifier, over TLS too, and past a replica that does not answer', async () => {
    const ours = await Authority.create();
    const server = certificateFiles(await ours.issue('verification'));
    const { port, gate } = await house.gated({ SERVICE_TOKENS: TOKEN, ...server });
    const address = { host: '127.0.0.1', port, tls: { ca: ours.ca } };
    const verifier = new GrpcKeyVerifier({ ...address, serviceToken: TOKEN, timeoutMs: 1000 });
    await expect(verifier.verify({ key: good.secret })).rejects.toThrow(VerdictUnavailable);
    gate.open();
    expect(await verifier.verify({ key: good.secret })).toMatchObject({ valid: true, keyId: 'k1', expiresAt: null });
    const stranger = new GrpcKeyVerifier(address);
    await expect(stranger.verify({ key: good.secret })).rejects.toThrow('service-token-invalid');
    await Promise.all([verifier.close(), stranger.close()]);
  });

  it('refuses to start on a port that is taken, or on a foreign address', async () => {
    const replica = system.replica();
    await expect(house.serve(replica, { GRPC_PORT: guarded })).rejects.toThrow(/^GRPC_PORT: .* in use/);
    await expect(house.serve(replica, { HOST: '192.0.2.1' })).rejects.toThrow(
      /^HOST: 192\.0\.2\.1 is not an address of this machine/,
    );
  });
});
