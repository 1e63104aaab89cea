import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { Seal } from '#user-auth';
import { SignJWT } from 'jose';
import { z } from 'zod';
import { CLIENT, type OpenIdProvider, startProvider } from '../../../test/kit/openid-provider.js';
import { PAGE_PATH } from '../http/page-path.js';
import {
  Browser,
  expectNothingSecretIn,
  FROM_THE_PAGE,
  JWT_SECRET,
  type Keyward,
  PAGE,
  SECRET,
  startKeyward,
} from '../testing/signing-in.js';

const MINUTE_MS = 60_000;
let provider: OpenIdProvider;
let keyward: Keyward;
let browser: Browser;

beforeAll(async () => {
  provider = await startProvider(PAGE);
});
afterAll(() => provider.stop());
beforeEach(async () => {
  provider.reset();
  keyward = await startKeyward(provider.issuer);
  browser = new Browser(keyward);
});
afterEach(async () => {
  expectNothingSecretIn(keyward.log, browser);
  await keyward.close();
});

const who = () => browser.who();

describe('a session', () => {
  beforeEach(() => browser.signIn());

  it.each([
    ['without the header of the page', { 'sec-fetch-site': 'same-origin' }],
    ['from another site', { ...FROM_THE_PAGE, 'sec-fetch-site': 'cross-site' }],
    ['from another host of the site', { ...FROM_THE_PAGE, 'sec-fetch-site': 'same-site' }],
    ['of a browser that does not say from where', { 'x-keyward-console': '1' }],
  ])('does not count in a call %s, which neither renews nor ends it', async (_what, headers) => {
    for (const [method, path] of [
      ['GET', '/who'],
      ['POST', `${PAGE_PATH}/session/renew`],
      ['POST', `${PAGE_PATH}/sign-out`],
    ] as const) {
      const answer = await browser.ask(method, path, headers);
      expect([answer.statusCode, answer.json<{ code: string }>().code, answer.headers['set-cookie']]).toEqual([
        401,
        'session-refused',
        undefined,
      ]);
    }
    expect((await who()).ownerId).toBe('acme/ann');
  });

  it('gives way to Authorization', async () => {
    const token = await new SignJWT({ org: 'acme', role: 'viewer' })
      .setSubject('bob')
      .setProtectedHeader({ alg: 'HS256' })
      .setIssuedAt()
      .setExpirationTime('1h')
      .sign(new TextEncoder().encode(JWT_SECRET));
    expect(
      (await browser.ask('GET', '/who', { ...FROM_THE_PAGE, authorization: `Bearer ${token}` })).json(),
    ).toMatchObject({ ownerId: 'acme/bob' });
  });

  it('is not what Authorization takes: neither the cookie nor the token in it', async () => {
    const sealed = browser.cookies.get('__Host-keyward-session') ?? '';
    const token =
      (await new Seal(SECRET, 'session', z.object({ token: z.string() }), keyward.clock).open(sealed))?.token ?? '';
    expect(token).toMatch(/^eyJ/);
    for (const bearer of [sealed, token])
      expect(
        (await browser.ask('GET', '/who', { ...FROM_THE_PAGE, authorization: `Bearer ${bearer}` })).json(),
      ).toMatchObject({ code: 'token-invalid' });
  });

  it('does not count when its cookie was changed, or is that of its renewal', async () => {
    const sealed = browser.cookies.get('__Host-keyward-session') ?? '';
    for (const forged of [
      `${sealed.slice(0, -30)}AAAA${sealed.slice(-26)}`,
      browser.cookies.get('__Secure-keyward-renewal') ?? '',
      'x',
      'a.b.c.d.e',
    ]) {
      browser.cookies.set('__Host-keyward-session', forged);
      expect(await who()).toMatchObject({
        code: 'token-invalid',
        detail: 'The session cookie cannot be read. Sign in again.',
      });
    }
  });

  it.each([
    ['replica', true],
    ['service', false],
  ])('counts in every other %s that has the same secret', async (_what, signsIn) => {
    const replica = await startKeyward(provider.issuer, { signsIn });
    const there = new Browser(replica);
    for (const [name, value] of browser.cookies) there.cookies.set(name, value);
    expect((await there.call('GET', '/who')).json()).toMatchObject({ ownerId: 'acme/ann' });
    await replica.close();
  });

  it('ends by signing out, here and at the provider, and cannot be renewed from a kept cookie', async () => {
    const kept = new Map(browser.cookies);
    const answer = await browser.call('POST', `${PAGE_PATH}/sign-out`);
    const end = new URL(answer.json<{ endSessionUrl: string }>().endSessionUrl);
    expect([end.origin, Object.fromEntries(end.searchParams)]).toEqual([
      provider.issuer,
      { client_id: CLIENT.id, post_logout_redirect_uri: PAGE },
    ]);
    expect([...browser.cookies.keys()]).toEqual([]);
    expect((await who()).code).toBe('token-missing');
    for (const [name, value] of kept) browser.cookies.set(name, value);
    keyward.clock.set(new Date(Date.now() + 70 * MINUTE_MS));
    expect((await browser.call('POST', `${PAGE_PATH}/session/renew`)).statusCode).toBe(401);
    expect(provider.tokenRequests.at(-1)).toEqual({ grant: 'refresh_token', status: 400 });
  });
});

describe('renewing', () => {
  const renew = () => browser.call('POST', `${PAGE_PATH}/session/renew`);
  const later = () => {
    keyward.clock.set(new Date(Date.now() + 10 * MINUTE_MS));
  };

  it('goes on with a session whose token has expired, with the role of now', async () => {
    provider.behaviour.idTokenSeconds = 60;
    await browser.signIn();
    later();
    expect((await who()).code).toBe('token-expired');
    Object.assign(provider.behaviour, { idTokenSeconds: 3600, claims: { org: 'acme', role: 'viewer' } });
    expect((await renew()).statusCode).toBe(204);
    expect(await who()).toMatchObject({ ownerId: 'acme/ann', role: 'viewer' });
  });

  it('asks the provider for nothing while the token lasts', async () => {
    await browser.signIn();
    const before = new Map(browser.cookies);
    expect((await renew()).statusCode).toBe(204);
    expect(browser.cookies).toEqual(before);
    expect(provider.tokenRequests).toHaveLength(1);
  });

  it('ends a session that the provider does not renew', async () => {
    Object.assign(provider.behaviour, { idTokenSeconds: 60, refreshes: false });
    await browser.signIn();
    expect([...browser.cookies.keys()]).toEqual(['__Host-keyward-session']);
    later();
    expect((await renew()).json()).toMatchObject({ status: 401, code: 'token-expired' });
    expect([...browser.cookies.keys()]).toEqual([]);
  });

  it('never makes a session somebody else’s', async () => {
    provider.behaviour.idTokenSeconds = 60;
    await browser.signIn({ user: 'ann' });
    const other = new Browser(keyward);
    await other.signIn({ user: 'bob' });
    browser.cookies.set('__Secure-keyward-renewal', other.cookies.get('__Secure-keyward-renewal') ?? '');
    later();
    expect((await renew()).statusCode).toBe(401);
  });

  it('ends where the account may no longer use Keyward', async () => {
    provider.behaviour.idTokenSeconds = 60;
    await browser.signIn();
    later();
    Object.assign(provider.behaviour, { idTokenSeconds: 3600, claims: { org: 'acme' } });
    expect((await renew()).statusCode).toBe(401);
    expect([...browser.cookies.keys()]).toEqual([]);
  });
});
