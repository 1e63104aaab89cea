import { expect, test } from '@playwright/test';
import { startProduct } from './kit/product.js';

test('the link that a start prints signs in, once, and leaves no code in the address', async ({ page, context }) => {
  const product = await startProduct({ JWT_SECRET: undefined, SESSION_COOKIE: undefined });
  try {
    await expect.poll(() => product.output()).toContain('/sign-in#code=');
    const link = /http\S+\/sign-in#code=\S+/.exec(product.output())?.[0] ?? '';
    await page.goto(link);
    await expect(page.getByRole('heading', { name: 'No API keys yet' })).toBeVisible();
    expect(page.url()).not.toContain('code=');
    expect(await page.evaluate(() => document.cookie)).toBe('');

    await context.clearCookies();
    await page.goto(`${product.url}/settings/security/api-keys`);
    await expect(page.getByRole('heading', { name: 'You are signed out' })).toBeVisible();
    await page.goto(link);
    await expect(page.getByRole('alert')).toContainText('was used before');
  } finally {
    await product.stop();
  }
});
