import { expect, test } from './kit/page-test.js';

const use = async (url: string, key: string) =>
  (await fetch(`${url}/api/data-sources/`, { headers: { 'x-api-key': key } })).status;

test(
  'a key is created, copied, used, rotated and revoked as the guide tells',
  { tag: '@phone' },
  async ({ keys: page, product }) => {
    await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
    await page.getByRole('button', { name: '+ Create API Key' }).click();
    await page.getByRole('textbox', { name: 'Name' }).fill('Weekly Report Script');
    await page.getByRole('radio', { name: 'Read-write' }).check();
    await page.getByRole('combobox', { name: 'Expiration' }).click();
    await page.getByRole('option', { name: 'No expiration' }).click();
    await page.getByRole('button', { name: 'Create', exact: true }).click();

    await expect(page.getByRole('button', { name: 'Copy', exact: true })).toBeFocused();
    await page.getByRole('button', { name: 'Copy', exact: true }).click();
    await expect(page.getByText('Copied.', { exact: true })).toBeVisible();
    const first = await page.evaluate(() => navigator.clipboard.readText());
    expect(first).toMatch(/^claribi_sk_live_[0-9A-Za-z]{36}$/);
    expect(await use(product.url, first)).toBe(200);
    await page.getByRole('checkbox', { name: 'I have stored this key' }).check();
    await page.getByRole('button', { name: 'Done' }).click();
    await expect(page.getByText(first)).toHaveCount(0);
    await expect(page.getByRole('link', { name: 'Weekly Report Script' })).toBeVisible();

    await page.getByRole('button', { name: 'Rotate Weekly Report Script' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Rotate', exact: true }).click();
    await page.getByRole('button', { name: 'Copy', exact: true }).click();
    const second = await page.evaluate(() => navigator.clipboard.readText());
    expect(second).not.toBe(first);
    expect([await use(product.url, first), await use(product.url, second)]).toEqual([200, 200]);
    await page.getByRole('checkbox', { name: 'I have stored this key' }).check();
    await page.getByRole('button', { name: 'Done' }).click();

    await page.getByRole('button', { name: 'Revoke Weekly Report Script' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Revoke', exact: true }).click();
    await expect(page.getByText(/^Revoked\. Confirmed everywhere in \d/)).toBeVisible();
    expect([await use(product.url, first), await use(product.url, second)]).toEqual([401, 401]);
  },
);
