import { expect, type Page, test } from '@playwright/test';
import { CLIENT, type OpenIdProvider, startProvider } from '../kit/openid-provider.js';
import { createByDialog, secretOf, storeSecret } from './kit/answers.js';
import { type Product, startProduct } from './kit/product.js';
import { freePort } from '../profiles/free-port.js';
import { expectSound } from './kit/sound.js';

const PATH = '/settings/security/api-keys';

let provider: OpenIdProvider;
let product: Product;

/** The provider has another host, so that its redirects come from another site, as in the world. */
test.beforeAll(async () => {
  const port = await freePort();
  const page = `http://127.0.0.1:${String(port)}${PATH}`;
  provider = await startProvider(page, { host: 'localhost' });
  product = await startProduct({
    PORT: String(port),
    SESSION_COOKIE: undefined,
    CONSOLE_URL: page,
    OIDC_ISSUER: provider.issuer,
    OIDC_CLIENT_ID: CLIENT.id,
    OIDC_CLIENT_SECRET: CLIENT.secret,
    SESSION_SECRET: 'what cookies are sealed with in tests of the page',
  });
});
test.beforeEach(() => {
  Object.assign(provider.behaviour, { idTokenSeconds: 3600, refreshes: true });
});
test.afterAll(async () => {
  await product.stop();
  await provider.stop();
});

async function signIn(page: Page, user: string): Promise<void> {
  await page.getByRole('link', { name: 'Sign in' }).click();
  await page.getByLabel('Name').fill(user);
  await page.getByRole('button', { name: 'Sign in' }).click();
}

const signedOut = (page: Page) => expect(page.getByRole('heading', { name: 'You are signed out' })).toBeVisible();

test(
  'who is signed out signs in at the provider, is back where they were, makes a key, and signs out',
  { tag: '@phone' },
  async ({ page }, { project }) => {
    await page.goto(`${product.url}${PATH}?filter=unused`);
    await signedOut(page);
    await expectSound(page);
    await signIn(page, `ann-${project.name}`);
    await expect(page.getByRole('heading', { name: 'No API keys yet' })).toBeVisible();
    expect(page.url()).toBe(`${product.url}${PATH}?filter=unused`);
    expect(await page.evaluate(() => [document.cookie, localStorage.length, sessionStorage.length])).toEqual([
      '',
      0,
      0,
    ]);
    await page.goto(`${product.url}${PATH}`);
    await createByDialog(page, 'Nightly export');
    const secret = await secretOf(page);
    expect((await fetch(`${product.url}/api/data-sources/`, { headers: { 'x-api-key': secret } })).status).toBe(200);
    await storeSecret(page);
    await expectSound(page);

    await page.getByRole('button', { name: 'Sign out' }).click();
    await page.getByRole('button', { name: 'Yes, sign out' }).click();
    await signedOut(page);
    expect(page.url()).toBe(`${product.url}${PATH}`);
    expect((await page.context().cookies(product.url)).filter(({ name }) => name.startsWith('keyward'))).toEqual([]);
    await expect(page.getByRole('button', { name: 'Sign out' })).toHaveCount(0);
  },
);

test('a session whose token has expired goes on unnoticed while the provider renews it, by one renewal for all calls', async ({
  page,
}) => {
  provider.behaviour.idTokenSeconds = 60;
  await page.goto(`${product.url}${PATH}`);
  await signIn(page, 'late');
  await expect(page.getByRole('heading', { name: 'No API keys yet' })).toBeVisible();
  provider.behaviour.idTokenSeconds = 3600;
  await product.setClock(new Date(Date.now() + 600_000));
  const before = provider.tokenRequests.length;
  await page.reload();
  await expect(page.getByRole('heading', { name: 'No API keys yet' })).toBeVisible();
  expect(provider.tokenRequests.slice(before)).toEqual([{ grant: 'refresh_token', status: 200 }]);
  await product.setClock(new Date());
});

test('a session that ends leaves an open secret where it is', async ({ page }) => {
  Object.assign(provider.behaviour, { idTokenSeconds: 60, refreshes: false });
  await page.goto(`${product.url}${PATH}`);
  await signIn(page, 'careful');
  await createByDialog(page, 'Nightly export');
  const secret = await secretOf(page);
  await product.setClock(new Date(Date.now() + 600_000));
  await page.evaluate(() =>
    fetch('/settings/security/api-keys/session/renew', { method: 'POST', headers: { 'X-Keyward-Console': '1' } }),
  );
  expect(await secretOf(page)).toBe(secret);
  await storeSecret(page);
  await signedOut(page);
  await product.setClock(new Date());
});

test('a sign-in that was cancelled says so, and is tried again from there', async ({ page }) => {
  await page.goto(`${product.url}${PATH}/members`);
  await page.getByRole('link', { name: 'Sign in' }).click();
  await page.getByRole('button', { name: 'Cancel' }).click();
  await expect(page.getByRole('heading', { name: 'You were not signed in' })).toBeVisible();
  expect(page.url()).not.toMatch(/code=|state=|error/);
  expect(await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)).toBe(
    0,
  );
  await page.getByRole('link', { name: 'Try again' }).click();
  await page.getByLabel('Name').fill('ann');
  await page.getByRole('button', { name: 'Sign in' }).click();
  await expect(page).toHaveURL(`${product.url}${PATH}/members`);
});
