import { afterAll, expect, it } from '@jest/globals';
import { createServer } from 'node:https';
import { type AddressInfo } from 'node:net';
import { Authority } from '../../test/kit/certificates.js';
import { HttpKeyVerifier } from './http-key-verifier.js';
import { HttpUserAuthenticator } from './http-user-authenticator.js';
import { VerdictUnavailable } from './key-verifier.js';

const ME = { ownerId: 'acme/ada', orgId: 'acme', role: 'analyst' };
const REFUSED = { valid: false, code: 'unknown' };
const closers: (() => void)[] = [];
afterAll(() => {
  for (const close of closers) close();
});

it('asks over TLS, believes the authority that it was given, and shows its own certificate', async () => {
  const authority = await Authority.create();
  const server = createServer(
    { ...(await authority.issue('verification')), ca: authority.ca, requestCert: true },
    ({ url }, response) => {
      response.end(JSON.stringify(url === '/v1/me' ? ME : REFUSED));
    },
  );
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  closers.push(() => {
    server.close().closeAllConnections();
  });
  const url = `https://127.0.0.1:${String((server.address() as AddressInfo).port)}`;
  const own = await authority.issue('reports');
  expect(await new HttpKeyVerifier({ url, tls: { ca: authority.ca, ...own } }).verify({ key: 'x' })).toEqual(REFUSED);
  expect(await new HttpUserAuthenticator({ url, tls: { ca: authority.ca, ...own } }).authenticate('token')).toEqual(ME);
  await expect(new HttpUserAuthenticator({ url, tls: own }).authenticate('token')).rejects.toThrow(VerdictUnavailable);
  for (const tls of [{ ca: authority.ca }, own])
    await expect(new HttpKeyVerifier({ url, tls }).verify({ key: 'x' })).rejects.toThrow(VerdictUnavailable);
});
