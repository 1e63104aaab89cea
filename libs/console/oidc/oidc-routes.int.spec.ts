import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { Seal } from '#user-auth';
import { z } from 'zod';
import { CLIENT, type OpenIdProvider, startProvider } from '../../../test/kit/openid-provider.js';
import { PAGE_PATH } from '../http/page-path.js';
import {
  Browser,
  expectNothingSecretIn,
  failureOf,
  type Keyward,
  ORIGIN,
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

describe('signing in', () => {
  it('makes the person the caller of the page’s calls, and leads back to where they were', async () => {
    const done = await browser.signIn({ returnTo: `${PAGE_PATH}/key/k1?filter=unused` });
    expect([done.statusCode, done.headers.location]).toEqual([303, `${PAGE_PATH}/key/k1?filter=unused`]);
    expect(await who()).toMatchObject({ ownerId: 'acme/ann', role: 'analyst', email: 'ann@acme.test', name: 'Ann' });
  });

  it('asks the provider by code and PKCE, with state and nonce, for the redirect address of CONSOLE_URL', async () => {
    const url = new URL(String((await browser.ask('GET', `${PAGE_PATH}/sign-in/oidc`)).headers.location));
    expect(Object.fromEntries(url.searchParams)).toEqual({
      client_id: CLIENT.id,
      response_type: 'code',
      scope: 'openid profile email',
      redirect_uri: `${PAGE}/sign-in/callback`,
      state: expect.stringMatching(/^[\w-]{43}$/),
      nonce: expect.stringMatching(/^[\w-]{43}$/),
      code_challenge: expect.stringMatching(/^[\w-]{43}$/),
      code_challenge_method: 'S256',
    });
  });

  it('leaves cookies that no script and no other site can use, the renewal one to the page’s own routes only', async () => {
    const begun = [(await browser.ask('GET', `${PAGE_PATH}/sign-in/oidc`)).headers['set-cookie'] ?? []].flat();
    expect(begun).toEqual([
      expect.stringMatching(/^__Host-keyward-sign-in=[\w.-]+; Path=\/; Max-Age=600; HttpOnly; SameSite=Lax; Secure$/),
    ]);
    expect((await browser.signIn()).headers['set-cookie']).toEqual([
      '__Host-keyward-sign-in=; Path=/; Max-Age=0; HttpOnly; SameSite=Lax; Secure',
      expect.stringMatching(/^__Host-keyward-session=[\w.-]+; Path=\/; HttpOnly; SameSite=Strict; Secure$/),
      expect.stringMatching(
        /^__Secure-keyward-renewal=[\w.-]+; Path=\/settings\/security\/api-keys; HttpOnly; SameSite=Strict; Secure$/,
      ),
    ]);
  });

  it.each([
    'https://evil.test/',
    '//evil.test',
    '/\\evil.test',
    `${ORIGIN}${PAGE_PATH}`,
    `${PAGE_PATH}/../../../v1/keys`,
    `${PAGE_PATH}/%2e%2e/x`,
    `${PAGE_PATH}.evil.test`,
    `${PAGE_PATH}-x`,
    `${PAGE_PATH}//evil.test`,
    '/v1/keys',
    `${PAGE_PATH}/sign-in/oidc`,
    `${PAGE_PATH}/sign-out`,
    `@evil.test${PAGE_PATH}`,
    'javascript:alert(1)',
    `${PAGE_PATH}?${'x'.repeat(1000)}`,
    '',
  ])('leads to the page, not to %s', async (returnTo) => {
    expect((await browser.signIn({ returnTo })).headers.location).toBe(PAGE_PATH);
  });

  it('follows roles: what the next token says counts', async () => {
    await browser.signIn();
    provider.behaviour.claims = { org: 'acme', role: 'viewer' };
    await browser.signIn();
    expect(await who()).toMatchObject({ role: 'viewer' });
  });

  it.each([
    ['no role', { org: 'acme' }, 'account', /role must be one of/],
    ['an unknown role', { org: 'acme', role: 'king' }, 'account', /role must be one of/],
    ['no organization', { role: 'viewer' }, 'account', /org must be/],
    [
      'more than a cookie holds',
      { org: 'acme', role: 'viewer', filling: 'x'.repeat(4000) },
      'size',
      /would have \d+ bytes of at most 4096/,
    ],
  ])('lets nobody in whose token has %s, and the log says why', async (_what, claims, failure, reason) => {
    provider.behaviour.claims = claims;
    expect(failureOf(await browser.signIn())).toBe(failure);
    expect([...browser.cookies.keys()]).toEqual([]);
    expect(keyward.log.filter((line) => reason.test(line))).toHaveLength(1);
  });
});

describe('an answer of the provider', () => {
  it('counts once', async () => {
    const callback = await browser.goThroughProvider();
    const attempt = new Map(browser.cookies);
    expect((await browser.ask('GET', callback)).headers.location).toBe(PAGE_PATH);
    expect(failureOf(await browser.ask('GET', callback))).toBe('outdated');
    for (const [name, value] of attempt) browser.cookies.set(name, value); // somebody has kept the cookie, too
    expect(failureOf(await browser.ask('GET', callback))).toBe('outdated');
    expect(provider.tokenRequests).toEqual([
      { grant: 'authorization_code', status: 200 },
      { grant: 'authorization_code', status: 400 },
    ]);
  });

  it('counts in the browser only that has begun', async () => {
    const callback = await browser.goThroughProvider();
    const other = new Browser(keyward);
    expect(failureOf(await other.ask('GET', callback))).toBe('outdated');
    await other.ask('GET', `${PAGE_PATH}/sign-in/oidc`);
    expect(failureOf(await other.ask('GET', callback))).toBe('outdated');
    expect(provider.tokenRequests).toEqual([]);
  });

  it.each<[string, (query: URLSearchParams) => void, string, number]>([
    [
      'another state',
      (query) => {
        query.set('state', 'x'.repeat(43));
      },
      'outdated',
      0,
    ],
    [
      'no state',
      (query) => {
        query.delete('state');
      },
      'outdated',
      0,
    ],
    [
      'no code',
      (query) => {
        query.delete('code');
      },
      'unexpected',
      0,
    ],
    [
      'two codes',
      (query) => {
        query.append('code', 'x');
      },
      'unexpected',
      0,
    ],
    [
      'another code',
      (query) => {
        query.set('code', 'x'.repeat(43));
      },
      'outdated',
      1,
    ],
    [
      'another issuer',
      (query) => {
        query.set('iss', 'https://evil.test');
      },
      'unexpected',
      0,
    ],
  ])('is refused with %s', async (_what, change, failure, asked) => {
    const [path = '', text = ''] = (await browser.goThroughProvider()).split('?');
    const query = new URLSearchParams(text);
    change(query);
    expect(failureOf(await browser.ask('GET', `${path}?${query.toString()}`))).toBe(failure);
    expect(provider.tokenRequests).toHaveLength(asked);
    expect((await who()).code).toBe('token-missing');
  });

  it('is too late after ten minutes', async () => {
    const callback = await browser.goThroughProvider();
    keyward.clock.set(new Date(Date.now() + 11 * MINUTE_MS));
    expect(failureOf(await browser.ask('GET', callback))).toBe('outdated');
  });

  it.each(['changed', 'of another purpose', 'of another secret'])(
    'does not count with a cookie that was %s',
    async (how) => {
      const callback = await browser.goThroughProvider();
      const [[name = '', sealed = ''] = []] = browser.cookies;
      const content = {
        state: new URLSearchParams(callback.split('?')[1]).get('state') ?? '',
        nonce: 'n',
        verifier: 'v'.repeat(43),
        returnTo: '/',
      };
      const forged = new Seal(
        how === 'of another secret' ? 'x'.repeat(32) : SECRET,
        how === 'of another purpose' ? 'session' : 'attempt',
        z.object({ state: z.string() }),
        keyward.clock,
      );
      browser.cookies.set(
        name,
        how === 'changed' ? `${sealed.slice(0, -30)}AAAA${sealed.slice(-26)}` : await forged.close(content),
      );
      expect(failureOf(await browser.ask('GET', callback))).toBe('outdated');
    },
  );

  it('that the person cancelled ends on a page that says so and leads back to the attempt', async () => {
    const done = await browser.ask(
      'GET',
      await browser.goThroughProvider({ cancels: true, returnTo: `${PAGE_PATH}/members` }),
    );
    expect(failureOf(done)).toBe('refused');
    const page = await browser.ask('GET', String(done.headers.location));
    expect([page.statusCode, page.headers['content-type'], page.headers['cache-control']]).toEqual([
      403,
      'text/html; charset=utf-8',
      'no-store',
    ]);
    expect(page.headers['content-security-policy']).toContain("default-src 'none'");
    expect(page.body).toContain(
      `href="${PAGE_PATH}/sign-in/oidc?return=${encodeURIComponent(`${PAGE_PATH}/members`)}">Try again`,
    );
    expect(page.body).not.toContain('did not want to');
  });

  it('a clock that is behind is reported as such', async () => {
    keyward.clock.set(new Date(Date.now() - MINUTE_MS));
    expect(failureOf(await browser.signIn())).toBe('clock');
    expect(keyward.log.filter((line) => line.includes('seconds in the future'))).toHaveLength(1);
  });
});

it('only known failures have a page, and no other text gets into one', async () => {
  expect((await browser.ask('GET', `${PAGE_PATH}/sign-in/failed/toString`)).statusCode).toBe(404);
  const page = await browser.ask(
    'GET',
    `${PAGE_PATH}/sign-in/failed/refused?return=${encodeURIComponent('"><script>alert(1)</script>')}`,
  );
  expect(page.body).not.toContain('alert(1)');
});
