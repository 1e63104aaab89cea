import { type FrameLocator, type Page } from '@playwright/test';
import { SignJWT } from 'jose';
import { createByDialog, forgiveRefusals, LIST, refuse, secretOf, storeSecret } from './kit/answers.js';
import { hostOrigin, startHost } from './kit/host-product.js';
import { expect, PAGE, test as onThePage } from './kit/page-test.js';
import { newPerson, signIn } from './kit/people.js';
import { JWT_SECRET, type Product, startProduct } from './kit/product.js';
import { freePort } from '../profiles/free-port.js';
import { use as useKey } from './kit/seeded.js';

interface Framed {
  readonly keyward: Product;
  /** The origin of a host product that may show the page, which is another site's for it. */
  readonly host: string;
  /** One of the same site: there the browser would send the page's cookie. */
  readonly neighbour: string;
  /** One that may not. */
  readonly stranger: string;
}

/** The example's own files are the host products. */
const test = onThePage.extend<{ readonly frame: FrameLocator }, { readonly framed: Framed }>({
  framed: [
    async ({}, use) => {
      const [host, neighbour, stranger] = [await freePort(), await freePort(), await freePort()];
      const keyward = await startProduct({
        EMBED_ORIGINS: `https://app.example.com,${hostOrigin(host)},${hostOrigin(neighbour)}`,
      });
      const started = await Promise.all([
        startHost(host, keyward.url),
        startHost(neighbour, sameSite(keyward).url),
        startHost(stranger, keyward.url),
      ]);
      await use({ keyward, host: hostOrigin(host), neighbour: hostOrigin(neighbour), stranger: hostOrigin(stranger) });
      await Promise.all([...started, keyward].map(({ stop }) => stop()));
    },
    { scope: 'worker' },
  ],
  frame: async ({ page, complaints }, use) => {
    expect(complaints).toEqual([]);
    await use(page.frameLocator('#keyward'));
  },
});

const sameSite = (keyward: Product): Product => ({ ...keyward, url: keyward.url.replace('127.0.0.1', 'localhost') });
const TOKEN = '**/keyward-token';
const heading = (frame: FrameLocator) => frame.getByRole('heading', { name: 'API Keys', exact: true });
const settled = (frame: FrameLocator) =>
  expect(frame.getByRole('button', { name: '+ Create API Key' }).first()).toBeVisible();
const innerUrl = (page: Page) =>
  page
    .frames()
    .find((frame) => frame.parentFrame() === page.mainFrame())
    ?.url() ?? '';

/** Tokens that the host gave, and how Keyward answered with which of them. */
function watch(page: Page) {
  const tokens: string[] = [];
  const calls: { readonly token: string; readonly status: number; readonly cookie: string | undefined }[] = [];
  page.on('response', async (response) => {
    const { pathname } = new URL(response.url());
    if (pathname === '/keyward-token') tokens.push(((await response.json()) as { readonly token: string }).token);
    if (!pathname.startsWith('/v1/')) return;
    const { authorization = '', cookie } = await response.request().allHeaders();
    calls.push({ token: authorization.replace('Bearer ', ''), status: response.status(), cookie });
  });
  return { tokens, calls };
}

test('@phone a host product shows the keys of whoever is signed in there; a key is created, copied and used', async ({
  page,
  frame,
  framed: { host, keyward },
}) => {
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
  await page.goto(host);
  await settled(frame);
  await createByDialog(frame, 'Made in a frame');
  const secret = await secretOf(frame);
  await frame.getByRole('button', { name: 'Copy', exact: true }).click();
  await expect(frame.getByText('Copied.', { exact: true })).toBeVisible();
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(secret);
  expect(
    await frame.locator('html').evaluate(() => getSelection()?.toString()),
    'copied by the clipboard that the host has let the frame use, not as a selection',
  ).toBe('');
  await storeSecret(frame);
  await expect(frame.getByRole('link', { name: 'Made in a frame' }).first()).toBeVisible();
  expect(await useKey(keyward, secret)).toBe(200);
});

test('the person is who the host says, never who a cookie says, and the token is kept nowhere', async ({
  page,
  frame,
  framed: { neighbour, keyward },
}) => {
  await signIn(page.context(), sameSite(keyward), await newPerson());
  const { tokens, calls } = watch(page);
  await page.goto(neighbour);
  await settled(frame);
  await expect.poll(() => calls.length).toBeGreaterThanOrEqual(3);
  expect(tokens).toHaveLength(1);
  expect(
    calls.filter(({ token, status, cookie }) => token !== tokens[0] || status !== 200 || cookie !== undefined),
  ).toEqual([]);
  const kept = await frame
    .locator('html')
    .evaluate(async () =>
      JSON.stringify([
        document.documentElement.outerHTML,
        Object.entries(localStorage),
        Object.entries(sessionStorage),
        history.state,
        location.href,
        document.cookie,
        await indexedDB.databases(),
        await caches.keys(),
        performance.getEntries().map(({ name }) => name),
      ]),
    );
  for (const part of tokens[0]?.split('.') ?? []) expect(kept).not.toContain(part);
});

test('views change within the frame, which stays where frames are allowed; what leads elsewhere opens a tab', async ({
  page,
  frame,
  framed: { host },
}) => {
  await page.goto(host);
  await settled(frame);
  await createByDialog(frame, 'Looked at');
  await storeSecret(frame);
  await frame.getByRole('link', { name: 'Looked at' }).first().click();
  await expect(frame.getByRole('dialog', { name: 'Looked at' })).toBeVisible();
  expect(innerUrl(page)).toContain(`${PAGE}/embed/key/`);
  await page.keyboard.press('Escape');
  await frame.getByRole('link', { name: 'Members' }).click();
  await expect(frame.getByRole('heading', { name: 'Members' })).toBeVisible();
  expect(innerUrl(page)).toMatch(new RegExp(`${PAGE}/embed/members$`));
  await frame.getByRole('link', { name: 'API Keys' }).click();
  await expect(heading(frame)).toBeVisible();

  const opened = page.waitForEvent('popup');
  await frame.getByRole('link', { name: 'Authentication: JWT Tokens vs. API Keys' }).click();
  const tab = await opened;
  await expect(tab.getByRole('heading', { level: 1, name: 'Authentication: JWT Tokens vs. API Keys' })).toBeVisible();
  expect(await tab.evaluate(() => window.opener === null)).toBe(true);
  await expect(heading(frame)).toBeVisible();
});

test('a link of the frame that is opened in a tab of its own leads to the page', async ({
  page,
  person,
  framed: { keyward },
  complaints,
}) => {
  await signIn(page.context(), keyward, person);
  await page.goto(`${keyward.url}${PAGE}/embed/members?search=bob`);
  await expect(page).toHaveURL(`${keyward.url}${PAGE}/members?search=bob`);
  await expect(page.getByRole('heading', { name: 'Members' })).toBeVisible();
  expect(complaints).toEqual([]);
});

test('the host is told how high the frame has to be, for the list and for a dialog over it', async ({
  page,
  frame,
  framed: { host },
}) => {
  await page.setViewportSize({ width: 1280, height: 1400 });
  await page.goto(host);
  await settled(frame);
  const heightOf = (selector: string) =>
    frame.locator(selector).evaluate((element) => Math.ceil(element.getBoundingClientRect().height));
  const told = async () =>
    Number.parseInt(await page.locator('#keyward').evaluate((element) => element.style.height), 10);
  await expect.poll(async () => (await told()) - (await heightOf('#root'))).toBe(0);
  const listed = await told();
  await frame.getByRole('button', { name: '+ Create API Key' }).first().click();
  await expect(frame.getByRole('dialog')).toBeVisible();
  await expect
    .poll(() =>
      frame.locator('.mantine-Modal-content').evaluate(({ scrollHeight, clientHeight }) => scrollHeight - clientHeight),
    )
    .toBeLessThanOrEqual(1);
  await page.keyboard.press('Escape');
  await expect.poll(told).toBe(listed);
});

test('the browser shows no frame in a page that is not listed, and its server is not asked for a token', async ({
  page,
  framed: { stranger },
  complaints,
}) => {
  const { tokens } = watch(page);
  await page.goto(stranger);
  await expect.poll(() => complaints.join()).toContain('frame-ancestors');
  expect(innerUrl(page)).toBe('chrome-error://chromewebdata/');
  expect(tokens).toEqual([]);
  complaints.splice(0);
});

for (const [whose, from] of [
  ['a page that is not listed', 'stranger'],
  ['another window of a listed page', 'host'],
] as const) {
  test(`a port of ${whose} is not taken: nothing is said through it, and the host’s own still is`, async ({
    page,
    frame,
    framed,
  }) => {
    let release: () => void = () => undefined;
    const held = new Promise<void>((resolve) => {
      release = resolve;
    });
    await page.route('**/host.js', async (route) => {
      await held;
      await route.continue();
    });
    const opened = page.waitForEvent('popup');
    await page.goto(framed.host, { waitUntil: 'commit' });
    const nextReady = () =>
      page.evaluate(
        () =>
          new Promise<void>((resolve) => {
            addEventListener('message', ({ data }: MessageEvent<unknown>) => {
              if (JSON.stringify(data) === '{"type":"keyward:ready"}') resolve();
            });
          }),
      );
    await nextReady();
    await page.evaluate((url) => {
      open(url);
    }, framed[from]);
    const other = await opened;
    await other.waitForLoadState();
    await other.evaluate(() => {
      const { port1, port2 } = new MessageChannel();
      port1.onmessage = ({ data }) => {
        document.title = `heard ${JSON.stringify(data)}`;
      };
      (window.opener as Window).frames[0]?.postMessage({ type: 'keyward:connect' }, '*', [port2]);
    });
    await nextReady();
    await nextReady();
    release();
    await settled(frame);
    expect(await other.title()).not.toContain('heard');
  });
}

test('the token is renewed a minute before it expires, and no call is refused in between', async ({
  page,
  frame,
  framed: { host },
}) => {
  const { tokens, calls } = watch(page);
  await page.clock.install();
  await page.goto(host);
  await settled(frame);
  expect(tokens).toHaveLength(1);
  await page.clock.fastForward(4 * 60_000 + 1000);
  await expect.poll(() => calls.filter(({ token }) => token === tokens[1]).length).toBeGreaterThan(0);
  expect(tokens).toHaveLength(2);
  expect(calls.filter(({ status }) => status !== 200)).toEqual([]);
});

test('a token that Keyward refuses is replaced, and the call repeated with the new one', async ({
  page,
  frame,
  framed: { host },
  complaints,
}) => {
  const now = Math.floor(Date.now() / 1000);
  const expired = await new SignJWT({ org: 'example', role: 'administrator' })
    .setProtectedHeader({ alg: 'HS256' })
    .setSubject('ann')
    .setIssuedAt(now - 600)
    .setExpirationTime(now - 10)
    .sign(new TextEncoder().encode(JWT_SECRET));
  let asked = 0;
  await page.route(TOKEN, async (route) => {
    asked += 1;
    await (asked === 1 ? route.fulfill({ json: { token: expired } }) : route.continue());
  });
  const { tokens, calls } = watch(page);
  await page.goto(host);
  await settled(frame);
  expect(tokens[0]).toBe(expired);
  expect(new Set(calls.filter(({ token }) => token === expired).map(({ status }) => status))).toEqual(new Set([401]));
  expect(asked).toBe(2);

  let refused = 0;
  await page.route(LIST, async (route) => {
    if (route.request().method() !== 'POST' || refused > 0) return route.fallback();
    refused += 1;
    return refuse(route, 401, 'token-expired', 'The token has expired.');
  });
  await createByDialog(frame, 'Made at the second try');
  expect(await secretOf(frame)).toMatch(/^claribi_sk_live_/);
  await storeSecret(frame);
  await expect(frame.getByRole('link', { name: 'Made at the second try' })).toHaveCount(1);
  expect([refused, asked]).toEqual([1, 3]);
  forgiveRefusals(complaints);
});

test('where the host has nobody signed in, the frame says so', async ({
  page,
  frame,
  framed: { host },
  complaints,
}) => {
  await page.route(TOKEN, (route) => route.fulfill({ status: 401 }));
  await page.goto(host);
  await expect(frame.getByRole('heading', { name: 'You are signed out' })).toBeVisible();
  forgiveRefusals(complaints);
});

test('a token that lives too long is not used, and the host is told why', async ({
  page,
  frame,
  person,
  framed: { host },
  complaints,
}) => {
  await page.route(TOKEN, (route) => route.fulfill({ json: { token: person.token } }));
  await page.goto(host);
  await expect(frame.getByRole('heading', { name: 'You are signed out' })).toBeVisible();
  expect(complaints.join('\n')).toContain('600 at most');
  expect(complaints.join('\n')).not.toContain(person.token.slice(-20));
  complaints.splice(0);
});
