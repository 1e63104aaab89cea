import { type Locator, type Page } from '@playwright/test';
import { signIn } from './kit/people.js';
import { expect, PAGE, test } from './kit/page-test.js';

/** Asks who one is, and shows the answer. */
async function tryMe(page: Page): Promise<Locator> {
  const call = page.locator('#operations-Me-getMe');
  await call.getByRole('button', { name: 'GET /v1/me Shows' }).click();
  await call.getByRole('button', { name: 'Execute' }).click();
  return call.locator('.live-responses-table');
}

test('the API reference is linked from the page, and shows every call without a complaint of the browser', async ({
  keys: page,
  api,
}) => {
  const hosts = new Set<string>();
  page.on('request', (request) => hosts.add(new URL(request.url()).host));
  await page.getByRole('link', { name: 'API reference' }).click();
  await expect(page).toHaveURL(new RegExp(`${PAGE}/docs$`));
  await expect(page.getByRole('heading', { name: /^Keyward/ })).toBeVisible();
  const { body } = await api('GET', '/v1/openapi.json');
  const calls = Object.values(body['paths'] as Record<string, object>).flatMap(Object.keys);
  await expect(page.locator('.opblock')).toHaveCount(calls.length);
  expect([...hosts]).toEqual([new URL(page.url()).host]);
});

test('who is signed in at the page tries a call as themselves', async ({ page, product, person, complaints }) => {
  expect(complaints).toEqual([]);
  await signIn(page.context(), product, person);
  await page.goto(`${product.url}/docs`);
  await expect(await tryMe(page)).toContainText(`"ownerId": "acme/${person.userId}"`);
});

test('anybody else enters a token first', async ({ page, product, person, complaints }) => {
  expect(complaints).toEqual([]);
  await page.goto(`${product.url}/docs`);
  await page.getByRole('button', { name: 'Authorize', exact: true }).click();
  await page.getByLabel('auth-bearer-value').first().fill(person.token);
  await page.getByRole('button', { name: 'Apply credentials' }).first().click();
  await page.getByRole('button', { name: 'Close' }).first().click();
  await expect(await tryMe(page)).toContainText(`"ownerId": "acme/${person.userId}"`);
});
