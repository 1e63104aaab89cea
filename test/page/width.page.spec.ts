import { expect, test } from './kit/page-test.js';

test('whatever the width of the window, what can be done with a key is in sight', async ({ keys: page, api }) => {
  const {
    body: { key },
  } = await api('POST', '/v1/keys', {
    name: `${'W'.repeat(50)} ${'name '.repeat(9)}`,
    scope: 'read-write',
    expiresAt: new Date(Date.now() + 300 * 86_400_000).toISOString(),
  });
  const { keyId } = key as { readonly keyId: string };
  await api('POST', `/v1/keys/${keyId}/rotate`, {});
  await api('PUT', `/v1/keys/${keyId}/reminder`, { intervalDays: 90 });
  await page.reload();
  for (const width of [1280, 1201, 1200, 1081, 1080, 1024, 901, 768, 390, 320]) {
    await page.setViewportSize({ width, height: 900 });
    for (const name of [/^Rotate W/, /^Revoke W/, /^More for W/])
      await page.getByRole('button', { name }).click({ trial: true, timeout: 5000 });
    expect(
      await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth),
      String(width),
    ).toBeLessThanOrEqual(0); // less by the room that is kept for a scrollbar
  }
});
