import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { Module } from '@nestjs/common';
import { X509Certificate } from 'node:crypto';
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { request } from 'node:https';
import { connect as connectPlain } from 'node:net';
import { text } from 'node:stream/consumers';
import { connect, type ConnectionOptions } from 'node:tls';
import { Authority, certificateFiles, type Pair } from '../../../test/kit/certificates.js';
import { eventually } from '../../../test/kit/eventually.js';
import { AdjustableClock, createLogger } from '#process';
import { HttpEnv } from '../http-env.js';
import { loadEnv, StartRefused } from '#env';
import { createHttpApp } from '../server/create-http-app.js';
import { type TlsEnv, TlsFiles } from './tls-files.js';

@Module({})
class EmptyModule {}

const lines: string[] = [];
const logger = createLogger({
  level: 'info',
  name: 'test',
  destination: {
    write: (line) => {
      lines.push(line);
    },
  },
});
let ours: Authority;
let theirs: Authority;
let server: Pair;
const closers: (() => Promise<void>)[] = [];

beforeAll(async () => {
  [ours, theirs] = [await Authority.create(), await Authority.create('Somebody else')];
  server = await ours.issue('keyward');
});
afterEach(() => {
  lines.length = 0;
});
afterAll(() => Promise.all(closers.map((close) => close())));

async function serve(files: TlsEnv, limits: { readonly REQUEST_TIMEOUT_MS?: number } = {}): Promise<URL> {
  const { listen, close } = await createHttpApp(EmptyModule, {
    env: Object.assign(new HttpEnv(), { PORT: 0, ...files, ...limits }),
    logger,
    clock: new AdjustableClock(),
    openApi: { title: 'TLS' },
  });
  closers.push(close);
  return new URL(await listen());
}

function get(url: URL, tls: ConnectionOptions): Promise<{ readonly status?: number; readonly text: string }> {
  return new Promise((resolve, reject) => {
    request(url, { agent: false, ...tls }, (response) => {
      text(response).then((body) => {
        resolve({ status: response.statusCode ?? 0, text: body });
      }, reject);
    })
      .on('error', reject)
      .end();
  });
}

async function health(address: URL, tls: ConnectionOptions): Promise<number | undefined> {
  return (await get(new URL('/health/live', address), tls)).status;
}

async function shownBy({ port }: URL): Promise<string> {
  const socket = connect({ port: Number(port), host: '127.0.0.1', ca: ours.ca });
  await once(socket, 'secureConnect');
  const { subject } = socket.getPeerCertificate();
  socket.destroy();
  return String(subject.CN);
}

describe('HTTP with TLS_CERT_FILE and TLS_KEY_FILE', () => {
  it('ends a handshake after REQUEST_TIMEOUT_MS, even if a byte comes now and then', async () => {
    const { port } = await serve(certificateFiles(server), { REQUEST_TIMEOUT_MS: 300 });
    const socket = connectPlain({ port: Number(port), host: '127.0.0.1' }).on('error', () => undefined);
    socket.write(Buffer.from('16030102000100', 'hex')); // the beginning of a ClientHello of 512 bytes
    const drips = setInterval(() => {
      socket.write('\x00');
    }, 100);
    await new Promise((resolve) => {
      socket.once('close', resolve);
    });
    clearInterval(drips);
  }, 20_000);

  it('is encrypted, by TLS 1.2 or later, and says so in its address', async () => {
    const address = await serve(certificateFiles(server));
    expect(address.protocol).toBe('https:');
    expect(await health(address, { ca: ours.ca })).toBe(200);
    expect(await health(address, { ca: ours.ca, maxVersion: 'TLSv1.2' })).toBe(200);
    await expect(
      health(address, { ca: ours.ca, minVersion: 'TLSv1', maxVersion: 'TLSv1.1', ciphers: 'DEFAULT@SECLEVEL=0' }),
    ).rejects.toThrow();
    await expect(health(address, { ca: theirs.ca })).rejects.toThrow(/verify|signature|certificate/);
    const plain = connectPlain(Number(address.port), address.hostname);
    plain.write('GET /health/live HTTP/1.1\r\nHost: x\r\n\r\n');
    expect(await text(plain).catch(() => '')).not.toContain('200');
  });

  it('with TLS_CA_FILE lets in clients with a certificate of that authority, and nobody else', async () => {
    const address = await serve(certificateFiles(server, ours.ca));
    expect(await health(address, { ca: ours.ca, ...(await ours.issue('a client')) })).toBe(200);
    await expect(health(address, { ca: ours.ca })).rejects.toThrow();
    await expect(health(address, { ca: ours.ca, ...(await theirs.issue('a client')) })).rejects.toThrow();
  });

  it('shows a new certificate as soon as both files hold it, and the old one while they do not fit', async () => {
    const files = certificateFiles(server);
    const address = await serve(files);
    expect(await shownBy(address)).toBe('keyward');
    const next = await ours.issue('keyward-2');
    writeFileSync(files.TLS_CERT_FILE, next.cert);
    await eventually(() => {
      expect(lines.join('')).toContain('the old one is shown on');
    });
    expect(await shownBy(address)).toBe('keyward');
    writeFileSync(files.TLS_KEY_FILE, next.key);
    await eventually(async () => {
      expect(await shownBy(address)).toBe('keyward-2');
    });
    expect(lines.filter((line) => line.includes('the old one is shown on'))).toHaveLength(1);
    expect(lines.join('')).not.toContain('PRIVATE KEY');
  });

  it('shows at /metrics when the certificate ends that is in use', async () => {
    const files = certificateFiles(server, ours.ca);
    const address = await serve(files);
    const client = { ca: ours.ca, ...(await ours.issue('Prometheus')) };
    const shown = async () => (await get(new URL('/metrics', address), client)).text;
    const endOf = (pem: string) => String(new X509Certificate(pem).validToDate.getTime() / 1000);
    const line = (variable: string, pem: string) =>
      `keyward_certificate_expires_timestamp_seconds{variable="${variable}"} ${endOf(pem)}\n`;
    expect(await shown()).toContain(line('TLS_CERT_FILE', server.cert));
    expect(await shown()).toContain(line('TLS_CA_FILE', ours.ca));
    const next = await ours.issue('keyward-2', new Date(Date.now() + 3_600_000));
    writeFileSync(files.TLS_KEY_FILE, next.key);
    writeFileSync(files.TLS_CERT_FILE, next.cert);
    await eventually(async () => {
      expect(await shown()).toContain(line('TLS_CERT_FILE', next.cert));
    });
  });
});

describe('a start is refused, in a sentence that names the variable,', () => {
  const refusal = (work: () => unknown): string => {
    try {
      work();
    } catch (error) {
      if (error instanceof StartRefused) return error.message;
      throw error;
    }
    throw new Error('it was accepted');
  };

  it.each([
    [{ TLS_CERT_FILE: '/a.crt' }, /TLS_CERT_FILE .*needs TLS_KEY_FILE too/],
    [{ TLS_KEY_FILE: '/a.key' }, /TLS_KEY_FILE .*needs TLS_CERT_FILE too/],
    [{ TLS_CA_FILE: '/ca.crt' }, /TLS_CA_FILE .*needs TLS_CERT_FILE and TLS_KEY_FILE too/],
  ])('when only %j is set', (set, expected) => {
    expect(refusal(() => loadEnv(HttpEnv, set))).toMatch(expected);
  });

  it('when a file cannot be read, holds no PEM, or is no key of the certificate', async () => {
    const files = certificateFiles(server, ours.ca);
    expect(refusal(() => TlsFiles.of({ ...files, TLS_KEY_FILE: '/nowhere/tls.key' }))).toMatch(
      /^TLS_KEY_FILE: \/nowhere\/tls\.key cannot be read \(ENOENT\)/,
    );
    for (const wrong of [
      certificateFiles({ ...server, cert: 'x' }),
      certificateFiles({ ...server, key: (await ours.issue('b')).key }),
      certificateFiles(server, 'x'),
    ]) {
      expect(refusal(() => TlsFiles.of(wrong))).toMatch(/^TLS_CERT_FILE, TLS_KEY_FILE.* cannot be used together/);
    }
  });
});
