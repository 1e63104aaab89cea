import { type Page } from '@playwright/test';
import { LIST } from './kit/answers.js';
import { expect, test } from './kit/page-test.js';
import { type apiOf } from './kit/people.js';
import { type Product } from './kit/product.js';

interface Made {
  readonly secret: string;
  readonly keyId: string;
}

async function keyOf(api: ReturnType<typeof apiOf>, name: string, more: object = {}): Promise<Made> {
  const { status, body } = await api('POST', '/v1/keys', { name, scope: 'read-only', ...more });
  expect(status).toBe(201);
  const { keyId } = body['key'] as { readonly keyId: string };
  return { secret: String(body['secret']), keyId };
}

const use = async (product: Product, key: string) =>
  (await fetch(`${product.url}/api/data-sources/`, { headers: { 'x-api-key': key } })).status;

async function verdictOf(product: Product, key: string): Promise<unknown> {
  const answer = await fetch(`${product.url}/v1/verify`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ key }),
  });
  return ((await answer.json()) as { readonly code: unknown }).code;
}

async function choose(page: Page, name: string, item: string): Promise<void> {
  await page.getByRole('button', { name: `More for ${name}` }).click();
  await page.getByRole('menuitem', { name: item, exact: true }).click();
  await expect(page.getByRole('dialog')).toBeVisible();
}

test('a key is renamed, and its secret goes on working', async ({ keys: page, api, product }) => {
  const { secret } = await keyOf(api, 'Reprot');
  await page.reload();
  await choose(page, 'Reprot', 'Edit');
  const name = page.getByRole('textbox', { name: 'Name' });
  await expect(name).toBeFocused();
  await expect(page.getByRole('button', { name: 'Save' })).toBeDisabled();
  await name.fill(' ');
  await page.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByText('Enter a name that says what uses the key.')).toBeVisible();
  await name.fill('Report');
  await page.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByRole('link', { name: 'Report', exact: true })).toBeVisible();
  await expect(page.getByText('Saved.')).toBeVisible();
  await expect(page.getByRole('dialog')).toHaveCount(0);
  expect(await use(product, secret)).toBe(200);
});

test('an expiration is changed to never, and only that', async ({ keys: page, api }) => {
  const { keyId } = await keyOf(api, 'Trial', { expiresAt: new Date(Date.now() + 86_400_000).toISOString() });
  await page.reload();
  await choose(page, 'Trial', 'Edit');
  await page.getByRole('combobox', { name: 'Expiration' }).click();
  await page.getByRole('option', { name: 'No expiration' }).click();
  await page.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByText(/^Saved\. Confirmed everywhere in \d/)).toBeVisible();
  expect((await api('GET', `/v1/keys/${keyId}`)).body['key']).toMatchObject({
    name: 'Trial',
    expiresAt: null,
    status: 'active',
  });
});

test('an expiration that is brought forward and not confirmed yet is never said to be confirmed everywhere; Check again repeats the change', async ({
  keys: page,
  api,
}) => {
  const { keyId } = await keyOf(api, 'Trial');
  const sent: Record<string, unknown>[] = [];
  let confirmed = false;
  await page.route(`**/v1/keys/${keyId}`, async (route) => {
    if (route.request().method() !== 'PATCH') return route.continue();
    const change = route.request().postDataJSON() as Record<string, unknown>;
    sent.push(change);
    const { body } = await api('PATCH', `/v1/keys/${keyId}`, change);
    return route.fulfill({
      status: confirmed ? 200 : 202,
      json: { ...body, propagation: { ...(body['propagation'] as object), confirmed } },
    });
  });
  await page.reload();
  await choose(page, 'Trial', 'Edit');
  await page.getByRole('combobox', { name: 'Expiration' }).click();
  await page.getByRole('option', { name: '30 days' }).click();
  await page.getByRole('button', { name: 'Save' }).click();
  const note = page
    .getByRole('status')
    .filter({ hasText: 'Saved. The new expiration stands, but is not confirmed everywhere yet.' });
  await expect(note).toBeVisible();
  await expect(page.getByRole('dialog')).toHaveCount(0);
  const first = (await note.getAttribute('id')) ?? '';
  await note.getByRole('button', { name: 'Check again' }).click();
  await expect(page.locator(`[id="${first}"]`)).toHaveCount(0);
  await expect(note).toBeVisible();
  await expect(page.getByText('Confirmed everywhere in')).toHaveCount(0);
  confirmed = true;
  await note.getByRole('button', { name: 'Check again' }).click();
  await expect(page.getByText(/^Saved\. Confirmed everywhere in \d/)).toBeVisible();
  await expect(note).toHaveCount(0);
  expect(sent).toEqual([sent[0], sent[0], sent[0]]);
  expect((await api('GET', `/v1/keys/${keyId}`)).body['key']).toMatchObject(sent[0] ?? {});
});

test('a reminder that comes after the key has expired is told where it is set, and where the expiration is changed', async ({
  keys: page,
  api,
}) => {
  const { keyId } = await keyOf(api, 'Trial', { expiresAt: new Date(Date.now() + 20 * 86_400_000).toISOString() });
  await page.reload();
  await choose(page, 'Trial', 'Set Rotation Reminder');
  await page.getByRole('button', { name: 'Save' }).click();
  const note = page.getByText(
    /This key expires on .*, before the reminder would be due\. A mail goes out 7 days before the expiry instead\.$/,
  );
  await expect(note).toHaveText(/^Reminder set\. This key/);

  await choose(page, 'Trial', 'Edit');
  await page.getByRole('combobox', { name: 'Expiration' }).click();
  await page.getByRole('option', { name: '30 days' }).click();
  await page.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByText(/^Saved\. Confirmed everywhere in \d/)).toBeVisible();
  await expect(note).toHaveCount(1);
  await expect(note).toHaveText(/^Rotation reminder for “Trial”: This key/);
  const { expiresAt } = (await api('GET', `/v1/keys/${keyId}`)).body['key'] as { readonly expiresAt: string };
  await expect(note).toContainText(
    new Intl.DateTimeFormat('en-GB', { dateStyle: 'long', timeZone: 'UTC' }).format(new Date(expiresAt)),
  );
});

test('a paused key is refused as paused, says so in the list, and works again once it is resumed', async ({
  keys: page,
  api,
  product,
}) => {
  const { secret } = await keyOf(api, 'Nightly export');
  expect(await use(product, secret)).toBe(200);
  await page.reload();
  await choose(page, 'Nightly export', 'Pause');
  await expect(page.getByRole('button', { name: 'Cancel' })).toBeFocused();
  await page.getByRole('dialog').getByRole('button', { name: 'Pause' }).click();
  await expect(page.getByText(/^Paused\. Confirmed everywhere in \d/)).toBeVisible();
  expect(await verdictOf(product, secret)).toBe('paused');
  await page.getByText('Paused 1', { exact: true }).click();
  await expect(page.getByText('Paused', { exact: true })).toBeVisible();
  await choose(page, 'Nightly export', 'Resume');
  await page.getByRole('dialog').getByRole('button', { name: 'Resume' }).click();
  await expect(page.getByText(/^Resumed\./)).toBeVisible();
  expect(await verdictOf(product, secret)).toBe('valid');
  await page.goto(page.url().split('?')[0] ?? '');
  await page.getByRole('link', { name: 'Nightly export' }).click();
  const events = page.getByRole('dialog').getByRole('listitem');
  await expect(events.filter({ hasText: 'Resumed' })).toContainText('by you');
  await expect(events.filter({ hasText: 'Paused' })).toHaveCount(1);
});

test('a pause that is not confirmed yet is never said to be confirmed everywhere', async ({ keys: page, api }) => {
  const { keyId } = await keyOf(api, 'Nightly export');
  const {
    body: { key },
  } = await api('GET', `/v1/keys/${keyId}`);
  await page.route('**/v1/keys/*/pause', (route) =>
    route.fulfill({
      status: 202,
      json: { key, propagation: { position: '0:1', confirmed: false, replicas: 3, waitedMs: 35_000 } },
    }),
  );
  await page.reload();
  await choose(page, 'Nightly export', 'Pause');
  await page.getByRole('dialog').getByRole('button', { name: 'Pause' }).click();
  await expect(page.getByText('Paused. It stands, but is not confirmed everywhere yet.')).toBeVisible();
  await expect(page.getByRole('button', { name: 'Check again' })).toBeVisible();
  await expect(page.getByText('Confirmed everywhere in')).toHaveCount(0);
});

test('a paused key is rotated, and revoked with all others', async ({ keys: page, api, product }) => {
  const { secret, keyId } = await keyOf(api, 'Nightly export');
  await api('POST', `/v1/keys/${keyId}/pause`);
  await page.reload();
  await page.getByRole('button', { name: 'Rotate Nightly export' }).click();
  await expect(page.getByRole('dialog')).toBeVisible();
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: 'Revoke All Keys' }).click();
  await expect(page.getByRole('dialog')).toContainText('The one that is paused is revoked, too.');
  await page.getByRole('dialog').getByRole('textbox').fill('revoke all');
  await page.getByRole('dialog').getByRole('button', { name: 'Revoke All Keys' }).click();
  await expect(page.getByText(/^1 key revoked\. Confirmed everywhere/)).toBeVisible();
  expect(await verdictOf(product, secret)).toBe('revoked');
});

test('the old key of a rotation is stopped from the list, after the page has said that it is safe', async ({
  keys: page,
  api,
  product,
}) => {
  const { secret, keyId } = await keyOf(api, 'Nightly export');
  const { body } = await api('POST', `/v1/keys/${keyId}/rotate`, { graceHours: 24 });
  await page.reload();
  await choose(page, 'Nightly export', 'Stop the old key now');
  await expect(page.getByText('Not used since the rotation: safe to stop.')).toBeVisible();
  await page.getByRole('button', { name: 'Stop the old key' }).click();
  await expect(page.getByText(/^The old key has stopped\. Confirmed everywhere/)).toBeVisible();
  expect([await use(product, secret), await use(product, String(body['secret']))]).toEqual([401, 200]);
  await page.getByRole('button', { name: 'More for Nightly export' }).click();
  await expect(page.getByRole('menuitem', { name: 'Activity and history' })).toBeVisible();
  await expect(page.getByRole('menuitem', { name: 'Stop the old key now' })).toHaveCount(0);
});

test('the reminder says to which address it goes', async ({ keys: page, api, person }) => {
  await keyOf(api, 'Nightly export');
  await page.reload();
  await choose(page, 'Nightly export', 'Set Rotation Reminder');
  await expect(page.getByRole('dialog')).toContainText(`It goes to ${person.userId}@acme.test.`);
});

test('where no more mail comes, the reminder names no address', async ({ keys: page, api, person }) => {
  const { keyId } = await keyOf(api, 'Nightly export');
  await api('PUT', `/v1/keys/${keyId}/reminder`, { intervalDays: 90 });
  const {
    body: { key },
  } = await api('GET', `/v1/keys/${keyId}`);
  await page.route(LIST, (route) =>
    route.fulfill({
      json: {
        keys: [{ ...(key as object), createdAt: new Date(Date.now() - 100 * 86_400_000).toISOString() }],
        nextCursor: null,
      },
    }),
  );
  await page.reload();
  await choose(page, 'Nightly export', 'Set Rotation Reminder');
  await expect(page.getByRole('dialog')).toContainText('No more mail comes before you rotate the key.');
  await expect(page.getByRole('dialog')).not.toContainText(`${person.userId}@acme.test`);
});

test('the list shows the last 7 days of a key that was used as bars with words, and no bars where there was nothing', async ({
  keys: page,
  api,
  product,
}) => {
  const { secret } = await keyOf(api, 'Used');
  await keyOf(api, 'Unused');
  expect([await use(product, secret), await use(product, secret)]).toEqual([200, 200]);
  await expect
    .poll(async () => (await api('GET', '/v1/activity')).body['keys'])
    .toEqual([expect.objectContaining({ last7d: 0 }), expect.objectContaining({ last7d: 2 })]);
  await page.reload();
  await expect(page.getByRole('img', { name: 'Used: 2 requests in 7 days' })).toBeVisible();
  await expect(page.getByRole('img', { name: /requests in 7 days/ })).toHaveCount(1);
});

test('a dialog that was opened from the three dots gives focus back to them', async ({ keys: page, api }) => {
  await keyOf(api, 'Nightly export');
  await page.reload();
  await choose(page, 'Nightly export', 'Pause');
  await page.keyboard.press('Escape');
  await expect(page.getByRole('dialog')).toHaveCount(0);
  await expect(page.getByRole('button', { name: 'More for Nightly export' })).toBeFocused();
});
