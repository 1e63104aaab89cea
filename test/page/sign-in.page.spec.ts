import { expect, test } from '@playwright/test';
import { secretOf, storeSecret } from './kit/answers.js';
import { startProduct } from './kit/product.js';

test('the link that a start prints signs in, once, leaves no code in the address, and is two clicks and one field from the first key', async ({
  page,
  context,
}) => {
  const product = await startProduct({ JWT_SECRET: undefined, SESSION_COOKIE: undefined });
  try {
    await expect.poll(() => product.output()).toContain('/sign-in#code=');
    const link = /http\S+\/sign-in#code=\S+/.exec(product.output())?.[0] ?? '';
    await page.goto(link);
    await expect(page.getByRole('heading', { name: 'No API keys yet' })).toBeVisible();
    expect(page.url()).not.toContain('code=');
    expect(await page.evaluate(() => document.cookie)).toBe('');
    expect(
      await page.evaluate(() =>
        JSON.stringify([Object.entries(localStorage), Object.entries(sessionStorage), history.state]),
      ),
    ).not.toMatch(/eyJ|code=/);

    await page.getByRole('button', { name: '+ Create API Key' }).click();
    await page.getByRole('textbox', { name: 'Name' }).fill('Weekly Report Script');
    await page.getByRole('button', { name: 'Create', exact: true }).click();
    expect(await secretOf(page)).toMatch(/^claribi_sk_live_/);
    await storeSecret(page);

    await context.clearCookies();
    await page.goto(`${product.url}/settings/security/api-keys`);
    await expect(page.getByRole('heading', { name: 'You are signed out' })).toBeVisible();
    await page.goto(link);
    await expect(page.getByRole('alert')).toContainText('was used before');
  } finally {
    await product.stop();
  }
});
