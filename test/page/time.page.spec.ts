import { createByDialog, secretOf, storeSecret } from './kit/answers.js';
import { expect, PAGE, test } from './kit/page-test.js';
import { apiOf, newPerson, signIn } from './kit/people.js';
import { startProduct } from './kit/product.js';
import { keyMaker, use } from './kit/seeded.js';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

/** Times of the reader's own zone; the last two days change the clock there. */
const ZONES = [
  { timezoneId: 'Asia/Kathmandu', now: '2027-01-10T10:00:00Z', days: '30', shown: 'Feb 9, 2027, 15:45 GMT+5:45' },
  { timezoneId: 'America/Los_Angeles', now: '2027-02-20T10:00:00Z', days: '30', shown: 'Mar 22, 2027, 03:00 PDT' },
  { timezoneId: 'America/Los_Angeles', now: '2026-10-15T10:00:00Z', days: '30', shown: 'Nov 14, 2026, 02:00 PST' },
] as const;

for (const { timezoneId, now, days, shown } of ZONES) {
  test.describe(`in ${timezoneId} from ${now}`, () => {
    test.use({ timezoneId });

    test('the expiry that is shown is the one that is asked for, across a change of the clock', async ({ keys: page }) => {
      await page.clock.setFixedTime(new Date(now));
      await page.route(/\/v1\/keys$/, (route) => (route.request().method() === 'POST' ? route.abort() : route.fallback()));
      await page.getByRole('button', { name: '+ Create API Key' }).click();
      await page.getByRole('textbox', { name: 'Name' }).fill('Nightly export');
      await page.getByRole('combobox', { name: 'Expiration' }).click();
      await page.getByRole('option', { name: `${days} days` }).click();
      await expect(page.getByText(`Stops working ${shown}.`)).toBeVisible();
      const sent = page.waitForRequest((request) => request.method() === 'POST');
      await page.getByRole('button', { name: 'Create', exact: true }).click();
      expect((await sent).postDataJSON()).toMatchObject({ expiresAt: new Date(Date.parse(now) + Number(days) * DAY_MS).toISOString() });
    });
  });
}

test.afterEach(({ complaints }) => { complaints.splice(0, complaints.length, ...complaints.filter((complaint) => !complaint.startsWith('Failed to load resource:'))); });

test('a rotated key’s old secret works for 24 hours, then gets 401; after 90 days the key says so; reminders and Revoke All Keys', async ({ page }) => {
  const product = await startProduct();
  try {
    const start = Date.now();
    const person = await newPerson();
    await signIn(page.context(), product, person);
    await page.goto(`${product.url}${PAGE}`);
    await createByDialog(page, 'Weekly Report Script');
    const first = await secretOf(page);
    await storeSecret(page);
    await page.getByRole('button', { name: 'Rotate Weekly Report Script' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Rotate', exact: true }).click();
    await expect(page.getByText(/The old key \(.+…\) works until/)).toBeVisible();
    const second = await secretOf(page);
    await storeSecret(page);
    await product.setClock(new Date(start + 23 * HOUR_MS));
    expect([await use(product, first), await use(product, second)]).toEqual([200, 200]);
    await product.setClock(new Date(start + 24 * HOUR_MS + 120_000));
    expect([await use(product, first), await use(product, second)]).toEqual([401, 200]);

    const key = keyMaker(product, person);
    const zapier = await key('Zapier Integration', 'read-write');
    const api = apiOf(product, person);
    await page.reload();
    for (const days of [30, 60, 90]) {
      await page.getByRole('button', { name: 'More for Zapier Integration' }).click();
      await page.getByRole('menuitem', { name: 'Set Rotation Reminder' }).click();
      await page.getByRole('radio', { name: `${String(days)} days` }).check();
      await page.getByRole('button', { name: 'Save' }).click();
      await expect(page.getByRole('dialog')).toHaveCount(0);
      const { keys } = (await api('GET', '/v1/keys')).body as { readonly keys: readonly { readonly name: string; readonly reminder: unknown }[] };
      expect(keys.find(({ name }) => name === 'Zapier Integration')?.reminder).toMatchObject({ intervalDays: days });
    }

    await product.setClock(new Date(start + 93 * DAY_MS));
    await page.reload();
    await expect(page.getByText('Older than 90 days')).toHaveCount(1); // the other one has expired

    await page.getByRole('button', { name: 'Revoke All Keys' }).click();
    const dialog = page.getByRole('dialog');
    await expect(dialog.getByText(/keys? that works? stops? working at once\./)).toBeVisible();
    await expect(dialog.getByRole('button', { name: 'Revoke All Keys' })).toBeDisabled();
    await dialog.getByRole('textbox').fill('revoke all');
    await dialog.getByRole('button', { name: 'Revoke All Keys' }).click();
    await expect(page.getByText(/keys? revoked\. Confirmed everywhere in /)).toBeVisible();
    expect(await use(product, zapier.secret)).toBe(401);
  } finally {
    await product.stop();
  }
});
