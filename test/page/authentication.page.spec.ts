import { expect, test } from './kit/page-test.js';

test('the page leads to the article on tokens and keys, which is readable as wide as the window', async ({
  keys: page,
}) => {
  await page.getByRole('link', { name: 'Authentication: JWT Tokens vs. API Keys' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Authentication: JWT Tokens vs. API Keys' })).toBeVisible();
  await expect(page.getByRole('table')).toBeVisible();
  expect(await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)).toBe(
    0,
  );
  await page.getByRole('link', { name: 'API Keys', exact: true }).click();
  await expect(page.getByRole('heading', { name: 'API Keys', exact: true })).toBeVisible();
});
