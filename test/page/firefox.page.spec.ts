import { named, openTab, startFirefox } from './kit/firefox.js';
import { expect, PAGE, test } from './kit/page-test.js';
import { use } from './kit/seeded.js';

test('in Firefox a key is created, its secret is shown until it is stored, and it is revoked', async ({
  product,
  person,
}) => {
  test.slow(); // it starts a browser of its own
  const browser = await startFirefox();
  try {
    const { page, complaints } = await openTab(browser, product, person);
    await page.goto(`${product.url}${PAGE}`);
    await named(page, 'heading', 'No API keys yet').wait();

    await named(page, 'button', '+ Create API Key').click();
    await named(page, 'textbox', 'Name').fill('Weekly Report Script');
    await named(page, 'button', 'Create').click();
    const code = await page.locator('.secret code').waitHandle();
    const secret = await code.evaluate(({ textContent }) => textContent);
    expect(secret).toMatch(/^claribi_sk_live_[0-9A-Za-z]{36}$/);
    expect(await use(product, secret)).toBe(200);
    await page.keyboard.press('Escape');
    await named(page, 'checkbox', 'I have stored this key').click();
    await named(page, 'button', 'Done').click();
    await named(page, 'link', 'Weekly Report Script').wait();
    await expect.poll(() => page.content()).not.toContain(secret);

    await named(page, 'button', 'Revoke Weekly Report Script').click();
    await named(page, 'button', 'Revoke').click();
    await page.locator('::-p-text(Revoked. Confirmed everywhere in)').wait();
    expect(await use(product, secret)).toBe(401);
    expect(complaints).toEqual([]);
  } finally {
    await browser.close();
  }
});

test('in Firefox the API reference is shown, and a call tried', async ({ product, person }) => {
  test.slow(); // it starts a browser of its own
  const browser = await startFirefox();
  try {
    const { page, complaints } = await openTab(browser, product, person);
    await page.goto(`${product.url}/docs`);
    await page.locator('#operations-Me-getMe .opblock-summary-control').click();
    await page.locator('#operations-Me-getMe .execute').click();
    await page.locator(`::-p-text(acme/${person.userId})`).wait();
    expect(complaints).toEqual([]);
  } finally {
    await browser.close();
  }
});
