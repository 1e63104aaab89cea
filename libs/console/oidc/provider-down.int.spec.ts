import { describe, expect, it } from '@jest/globals';
import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import { type AddressInfo } from 'node:net';
import { startProvider } from '../../../test/kit/openid-provider.js';
import { PAGE_PATH } from '../http/page-path.js';
import { Browser, failureOf, PAGE, startKeyward } from '../testing/signing-in.js';

const MINUTE_MS = 60_000;

describe('a provider that is down', () => {
  it('keeps Keyward from nothing but signing in, which says so and works once it is back', async () => {
    const ownProvider = await startProvider(PAGE);
    const port = Number(new URL(ownProvider.issuer).port);
    await ownProvider.stop();
    const own = await startKeyward(ownProvider.issuer);
    const there = new Browser(own);
    const failed = await there.ask('GET', `${PAGE_PATH}/sign-in/oidc?return=${PAGE_PATH}/members`);
    expect(failureOf(failed)).toBe('unavailable');
    expect((await there.ask('GET', String(failed.headers.location))).statusCode).toBe(503);
    expect((await there.call('GET', '/who')).json()).toMatchObject({ code: 'token-missing' });
    const stand = await standIn(port, {
      issuer: ownProvider.issuer,
      authorization_endpoint: `${ownProvider.issuer}/auth`,
      token_endpoint: `${ownProvider.issuer}/token`,
      jwks_uri: `${ownProvider.issuer}/jwks`,
    });
    expect((await there.ask('GET', `${PAGE_PATH}/sign-in/oidc`)).headers.location).toMatch(
      new RegExp(`^${ownProvider.issuer}/auth\\?`),
    );
    stand.closeAllConnections();
    stand.close();
    await own.close();
  });

  it('that hangs is waited for five seconds', async () => {
    const hanging = await standIn(0, null);
    const own = await startKeyward(`http://127.0.0.1:${String((hanging.address() as AddressInfo).port)}`);
    const since = performance.now();
    expect(failureOf(await new Browser(own).ask('GET', `${PAGE_PATH}/sign-in/oidc`))).toBe('unavailable');
    expect(performance.now() - since).toBeGreaterThan(4500);
    hanging.closeAllConnections();
    hanging.close();
    await own.close();
  });

  it('leaves sessions as they are: a renewal is refused for now, and signing out works', async () => {
    const ownProvider = await startProvider(PAGE);
    const own = await startKeyward(ownProvider.issuer);
    const there = new Browser(own);
    ownProvider.behaviour.idTokenSeconds = 60;
    await there.signIn();
    const before = new Map(there.cookies);
    await ownProvider.stop();
    expect((await there.call('GET', '/who')).json()).toMatchObject({ ownerId: 'acme/ann' });
    own.clock.set(new Date(Date.now() + 10 * MINUTE_MS));
    expect((await there.call('POST', `${PAGE_PATH}/session/renew`)).json()).toMatchObject({
      status: 503,
      code: 'not-ready',
    });
    expect(there.cookies).toEqual(before);
    expect((await there.call('POST', `${PAGE_PATH}/sign-out`)).statusCode).toBe(200);
    expect([...there.cookies.keys()]).toEqual([]);
    await own.close();
  });
});

/** A server that answers each request with `answer`, or never. */
async function standIn(port: number, answer: object | null): Promise<Server> {
  const server = createServer((_request, response) => {
    if (answer !== null) response.setHeader('content-type', 'application/json').end(JSON.stringify(answer));
  }).listen(port, '127.0.0.1');
  await once(server, 'listening');
  return server;
}
