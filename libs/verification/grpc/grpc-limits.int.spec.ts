import { afterAll, describe, expect, it } from '@jest/globals';
import { credentials, status as Code } from '@grpc/grpc-js';
import { Verification } from '#protos';
import { once } from 'node:events';
import { type ClientHttp2Session, connect as connectHttp2, constants } from 'node:http2';
import { connect, type Socket } from 'node:net';
import { connect as connectTls } from 'node:tls';
import { Authority, certificateFiles } from '../../../test/kit/certificates.js';
import { eventually } from '../../../test/kit/eventually.js';
import { VERIFY } from '../testing/grpc-caller.js';
import { type GrpcDoor, GrpcHouse } from '../testing/grpc-house.js';
import { type Verifier } from '../application/verifier.js';
import { newSecret } from '../testing/verification-system.js';
import { GRPC_LIMITS } from './grpc-limits.js';

const { verify, verifyBatch, verifyStream } = Verification.method;
const house = new GrpcHouse();
const TOKEN = 'a-service-token';
const shown = { authorization: `Bearer ${TOKEN}` };
const open: (Socket | ClientHttp2Session)[] = [];
/** One that needs no time and no lease. */
const MALFORMED = { outcome: 'refused', answer: { valid: false, code: 'malformed' }, credential: null, endpoint: null };
const verifier = {
  verify: () => MALFORMED,
  verifyBatch: (items: readonly unknown[]) => Promise.resolve(items.map(() => MALFORMED)),
} as unknown as Verifier;
const replica = { verifier, notReady: () => null };
afterAll(async () => {
  for (const each of open) each.destroy();
  await house.close();
});

const guarded = (limits: Partial<typeof GRPC_LIMITS> = {}) => house.serve(replica, { SERVICE_TOKENS: TOKEN, limits });

async function dial(port: number): Promise<Socket> {
  const socket = connect(port, '127.0.0.1')
    .on('error', () => undefined)
    .resume();
  open.push(socket);
  await once(socket, 'connect');
  return socket;
}

/** A call whose head has come, and whatever `body` is. */
async function halfCall(port: number, headers: Readonly<Record<string, string>>, body?: Buffer) {
  const session = connectHttp2(`http://127.0.0.1:${String(port)}`).on('error', () => undefined);
  open.push(session);
  const stream = session.request({
    ':method': 'POST',
    ':path': VERIFY,
    'content-type': 'application/grpc',
    te: 'trailers',
    ...headers,
  });
  stream.on('error', () => undefined);
  if (body !== undefined) stream.write(body);
  const [head] = (await once(stream, 'response', { signal: AbortSignal.timeout(10_000) })) as [Record<string, string>];
  return head['grpc-status'];
}

const ends = async ({ metrics }: GrpcDoor): Promise<readonly string[]> =>
  (await metrics.metrics()).split('\n').filter((line) => /^keyward_grpc_\w+_ended_total\{/.test(line));

describe('a gRPC connection', () => {
  it('is ended when nobody has shown who asks in time, however many there are, and does not grow the others', async () => {
    const door = await guarded({ introductionMs: 300, strangers: 20 });
    const known = house.caller(door.port, shown);
    expect(await known.ask(verify, { key: 'x' })).toMatchObject({ code: 'malformed' });
    const sockets = await Promise.all(Array.from({ length: 60 }, () => dial(door.port)));
    await eventually(() => {
      expect(sockets.filter(({ destroyed }) => !destroyed)).toHaveLength(0);
    });
    expect(await known.ask(verify, { key: 'x' })).toMatchObject({ code: 'malformed' });
    const ended = (await ends(door)).join('\n');
    expect(ended).toMatch(/\{reason="too many strangers"\} (3\d|40)$/m);
    expect(ended).toMatch(/\{reason="no introduction"\} 2\d$/m);
    expect(await door.metrics.metrics()).toMatch(/^keyward_grpc_connections 1$/m);
  });

  it('may be silent for ever once its caller is known, and for a while where nobody needs to be', async () => {
    const limits = { introductionMs: 200, idleMs: 200 };
    const door = await guarded(limits);
    const known = house.caller(door.port, shown);
    await known.ask(verify, { key: 'x' });
    const openDoor = await house.serve(replica, { limits });
    const anybody = house.caller(openDoor.port);
    await anybody.ask(verify, { key: 'x' });
    await eventually(async () => {
      expect(await ends(openDoor)).toEqual(['keyward_grpc_connections_ended_total{reason="idle"} 1']);
    });
    expect(await ends(door)).toEqual([]);
    expect(await anybody.ask(verify, { key: 'x' })).toMatchObject({ code: 'malformed' }); // on another one
  });

  it('that brings no HTTP/2 is ended, and counted', async () => {
    const door = await guarded();
    const socket = await dial(door.port);
    socket.write('GET / HTTP/1.1\r\nhost: x\r\n\r\n');
    await once(socket, 'close');
    await eventually(async () => {
      expect(await ends(door)).toEqual(['keyward_grpc_connections_ended_total{reason="not HTTP/2"} 1']);
    });
  });

  it('with TLS is open to clients that know the authority, with TLS_CA_FILE to those with a certificate of it', async () => {
    const [ours, theirs] = [await Authority.create(), await Authority.create('Somebody else')];
    const server = await ours.issue('verification');
    const own = await ours.issue('reports');
    const foreign = await theirs.issue('reports');
    const secure = (ca: string, pair?: { readonly cert: string; readonly key: string }) =>
      credentials.createSsl(Buffer.from(ca), pair && Buffer.from(pair.key), pair && Buffer.from(pair.cert));
    const ask = (port: number, channel: ReturnType<typeof secure>) =>
      house.caller(port, {}, channel).ask(verify, { key: 'x' }, { deadline: Date.now() + 5000 });
    const tls = await house.serve(replica, certificateFiles(server));
    expect(await ask(tls.port, secure(ours.ca))).toMatchObject({ code: 'malformed' });
    await expect(ask(tls.port, secure(theirs.ca))).rejects.toMatchObject({ code: Code.UNAVAILABLE });
    await expect(ask(tls.port, credentials.createInsecure() as never)).rejects.toMatchObject({
      code: Code.UNAVAILABLE,
    });
    const mutual = await house.serve(replica, certificateFiles(server, ours.ca));
    expect(await ask(mutual.port, secure(ours.ca, own))).toMatchObject({ code: 'malformed' });
    await expect(ask(mutual.port, secure(ours.ca))).rejects.toMatchObject({ code: Code.UNAVAILABLE });
    await expect(ask(mutual.port, secure(ours.ca, foreign))).rejects.toMatchObject({ code: Code.UNAVAILABLE });
    const noHttp2 = connectTls({ port: tls.port, host: '127.0.0.1', ca: ours.ca, servername: 'localhost' }).on(
      'error',
      () => undefined,
    );
    open.push(noHttp2);
    noHttp2.resume();
    await once(noHttp2, 'close');
  });
});

describe('a gRPC call', () => {
  it('of a stranger is refused before its message has come', async () => {
    const door = await guarded();
    const beginning = Buffer.concat([Buffer.from([0, 0, 15, 0, 0]), Buffer.alloc(1000)]);
    expect(await halfCall(door.port, {}, beginning)).toBe(String(Code.UNAUTHENTICATED));
  });

  it('whose message does not come is ended, and counted', async () => {
    const door = await guarded({ messageMs: 300 });
    expect(await halfCall(door.port, shown)).toBe(String(Code.DEADLINE_EXCEEDED));
    expect(await halfCall(door.port, shown, Buffer.from([0, 0, 0, 0, 9, 1]))).toBe(String(Code.DEADLINE_EXCEEDED));
    expect(await ends(door)).toContain('keyward_grpc_calls_ended_total{reason="too slow"} 2');
  });

  it('whose answer does not come is ended, whatever its deadline', async () => {
    const door = await house.gated({ limits: { answerMs: 300 } });
    const { secret } = newSecret('c1');
    await expect(house.caller(door.port).ask(verify, { key: secret })).rejects.toMatchObject({
      code: Code.DEADLINE_EXCEEDED,
    });
    expect(await ends(door)).toContain('keyward_grpc_calls_ended_total{reason="too late"} 1');
    door.gate.open();
  });

  it('with a message larger than a message may be is refused', async () => {
    const door = await guarded();
    const known = house.caller(door.port, shown);
    const large = 'x'.repeat(GRPC_LIMITS.messageBytes / 100 - 20);
    const items = Array.from({ length: 100 }, () => ({ key: large }));
    expect((await known.ask(verifyBatch, { items })).results).toHaveLength(100);
    await expect(known.ask(verify, { key: 'x'.repeat(GRPC_LIMITS.messageBytes + 1) })).rejects.toMatchObject({
      code: Code.RESOURCE_EXHAUSTED,
    });
    await eventually(async () => {
      expect(await ends(door)).toContain('keyward_grpc_calls_ended_total{reason="no message"} 1');
    });
  });

  it('that opens more streams than a connection may have is refused', async () => {
    const door = await guarded({ streamsEach: 2 });
    const known = house.caller(door.port, shown);
    const within = [1, 2].map(() => known.open(verifyStream).on('error', () => undefined));
    const beyond = known.open(verifyStream);
    const [error] = (await once(beyond, 'error')) as [{ readonly code: number }];
    expect(error.code).toBe(Code.RESOURCE_EXHAUSTED);
    for (const stream of within) stream.cancel();
    await eventually(async () => {
      expect(await door.metrics.metrics()).toMatch(/^keyward_grpc_calls 0$/m);
    });
  });

  it('counts for what all hold together: whoever makes it too much loses the connection', async () => {
    const door = await guarded({ allBytes: 100_000, introductionMs: 2000 });
    const beginning = Buffer.concat([Buffer.from([0, 0, 15, 0, 0]), Buffer.alloc(200_000)]);
    await expect(halfCall(door.port, shown, beginning)).rejects.toThrow();
    expect((await ends(door)).join()).toMatch(/\{reason="out of memory"\} 1/);
  });

  it('is no way to keep a connection open: a client that resets all its calls is let go', async () => {
    const door = await guarded();
    const session = connectHttp2(`http://127.0.0.1:${String(door.port)}`).on('error', () => undefined);
    open.push(session);
    for (let call = 0; call < 200; call++) {
      const stream = session.request({
        ':method': 'POST',
        ':path': VERIFY,
        'content-type': 'application/grpc',
        ...shown,
      });
      stream.on('error', () => undefined).close(constants.NGHTTP2_CANCEL);
    }
    await eventually(async () => {
      expect(await door.metrics.metrics()).toMatch(/^keyward_grpc_calls 0$/m);
    });
    expect(await house.caller(door.port, shown).ask(verify, { key: 'x' })).toMatchObject({ code: 'malformed' });
  });
});
