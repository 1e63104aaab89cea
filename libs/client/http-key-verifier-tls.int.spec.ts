import { afterAll, expect, it } from '@jest/globals';
import { createServer } from 'node:https';
import { type AddressInfo } from 'node:net';
import { Authority } from '../../test/kit/certificates.js';
import { HttpKeyVerifier } from './http-key-verifier.js';
import { VerdictUnavailable } from './key-verifier.js';

const REFUSED = { valid: false, code: 'unknown' };
const closers: (() => void)[] = [];
afterAll(() => { for (const close of closers) close(); });

it('asks over TLS, believes the authority that it was given, and shows its own certificate', async () => {
  const authority = await Authority.create();
  const server = createServer({ ...await authority.issue('verification'), ca: authority.ca, requestCert: true }, (_request, response) => { response.end(JSON.stringify(REFUSED)); });
  await new Promise<void>((resolve) => { server.listen(0, '127.0.0.1', resolve); });
  closers.push(() => { server.close().closeAllConnections(); });
  const url = `https://127.0.0.1:${String((server.address() as AddressInfo).port)}`;
  const own = await authority.issue('reports');
  expect(await new HttpKeyVerifier({ url, tls: { ca: authority.ca, ...own } }).verify({ key: 'x' })).toEqual(REFUSED);
  for (const tls of [{ ca: authority.ca }, own]) await expect(new HttpKeyVerifier({ url, tls }).verify({ key: 'x' })).rejects.toThrow(VerdictUnavailable);
});
