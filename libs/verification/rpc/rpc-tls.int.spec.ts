import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { TcpKeyVerifier, type TcpKeyVerifierOptions, VerdictUnavailable } from '#client';
import { TlsFiles } from '#http';
import { createLogger } from '#process';
import { writeFileSync } from 'node:fs';
import { connect as connectPlain } from 'node:net';
import { connect } from 'node:tls';
import { once } from 'node:events';
import { Authority, certificateFiles, type Pair } from '../../../test/kit/certificates.js';
import { eventually } from '../../../test/kit/eventually.js';
import { type EndReason } from './rpc-connection.js';
import { type RpcLimits } from './rpc-limits.js';
import { RpcServer } from './rpc-server.js';

const REFUSED = { valid: false, code: 'unknown' };
const closers: (() => unknown)[] = [];
let ours: Authority;
let theirs: Authority;
let server: Pair;

beforeAll(async () => {
  [ours, theirs] = [await Authority.create(), await Authority.create('Somebody else')];
  server = await ours.issue('verification');
});
afterAll(() => Promise.all(closers.map((close) => close())));

async function serve(files: ReturnType<typeof certificateFiles>, limits: Partial<RpcLimits> = {}) {
  const ends: EndReason[] = [];
  const rpc = new RpcServer({
    host: '127.0.0.1',
    port: 0,
    admitCaller: null,
    serves: () => true,
    tls: TlsFiles.of(files),
    limits,
    onEnd: (reason) => ends.push(reason),
  });
  rpc.addHandler('verify-key', () => Promise.resolve(REFUSED));
  await new Promise<void>((resolve) => {
    rpc.listen(() => {
      resolve();
    });
  });
  rpc.followCertificate(createLogger({ level: 'silent', name: 'test' }));
  closers.push(() => {
    rpc.close();
  });
  const port = rpc.boundPort();
  const ask = (tls?: TcpKeyVerifierOptions['tls']) => {
    const verifier = new TcpKeyVerifier({
      host: '127.0.0.1',
      port,
      timeoutMs: 1000,
      ...(tls !== undefined && { tls }),
    });
    closers.push(() => verifier.close());
    return verifier.verify({ key: 'x' });
  };
  return { port, ask, ends };
}

describe('RPC with TLS_CERT_FILE and TLS_KEY_FILE', () => {
  it('gives verdicts to clients that know its authority, over an encrypted connection only', async () => {
    const { ask } = await serve(certificateFiles(server));
    expect(await ask({ ca: ours.ca })).toEqual(REFUSED);
    await expect(ask({ ca: theirs.ca })).rejects.toThrow(VerdictUnavailable);
    await expect(ask()).rejects.toThrow(VerdictUnavailable);
  });

  it('with TLS_CA_FILE answers clients with a certificate of that authority, and nobody else', async () => {
    const { ask } = await serve(certificateFiles(server, ours.ca));
    expect(await ask({ ca: ours.ca, ...(await ours.issue('reports')) })).toEqual(REFUSED);
    await expect(ask({ ca: ours.ca })).rejects.toThrow(VerdictUnavailable);
    await expect(ask({ ca: ours.ca, ...(await theirs.issue('reports')) })).rejects.toThrow(VerdictUnavailable);
  });

  it('shows a new certificate to new connections', async () => {
    const files = certificateFiles(server);
    const { port, ask } = await serve(files);
    const next = await ours.issue('verification-2');
    writeFileSync(files.TLS_CERT_FILE, next.cert);
    writeFileSync(files.TLS_KEY_FILE, next.key);
    await eventually(async () => {
      const socket = connect({ port, host: '127.0.0.1', ca: ours.ca });
      await once(socket, 'secureConnect');
      const { subject } = socket.getPeerCertificate();
      socket.destroy();
      expect(subject.CN).toBe('verification-2');
    });
    expect(await ask({ ca: ours.ca })).toEqual(REFUSED);
  });
});

describe('connections that never end their handshake', () => {
  function silent(port: number) {
    const socket = connectPlain({ port, host: '127.0.0.1' }).on('error', () => undefined);
    const closed = new Promise<void>((resolve) => {
      socket.once('close', () => {
        resolve();
      });
    });
    closers.push(() => socket.destroy());
    return { socket, closed };
  }

  /** The beginning of a ClientHello of 512 bytes, and then a byte at a time. */
  function dripping(port: number) {
    const { socket, closed } = silent(port);
    socket.write(Buffer.from('16030102000100', 'hex'));
    const drips = setInterval(() => {
      socket.write('\x00');
    }, 20);
    return {
      closed: closed.finally(() => {
        clearInterval(drips);
      }),
    };
  }

  it('keep no room from callers: beyond the limit the oldest is ended', async () => {
    const { port, ask, ends } = await serve(certificateFiles(server), { connections: 6, strangers: 3 });
    const held = Array.from({ length: 12 }, () => silent(port));
    await Promise.any(held.map(({ closed }) => closed));
    await eventually(() => {
      expect(held.filter(({ socket }) => !socket.destroyed).length).toBeLessThanOrEqual(3);
    });
    expect(await ask({ ca: ours.ca })).toEqual(REFUSED);
    expect(new Set(ends)).toEqual(new Set(['too many strangers']));
  });

  it.each([
    ['say nothing', silent],
    ['send a byte now and then', dripping],
  ])('and %s are ended in time', async (_what, connectTo) => {
    const { port, ends } = await serve(certificateFiles(server), { introductionMs: 300 });
    await connectTo(port).closed;
    expect(ends).toEqual(['too slow']);
  });
});
