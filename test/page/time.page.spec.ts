import { createByDialog, secretOf, storeSecret } from './kit/answers.js';
import { expect, PAGE, test } from './kit/page-test.js';
import { apiOf, newPerson, signIn } from './kit/people.js';
import { startProduct } from './kit/product.js';
import { keyMaker, use } from './kit/seeded.js';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

/** Times of the reader's own zone; the last two days change the clock there. */
const ZONES = [
  {
    timezoneId: 'Asia/Kathmandu',
    now: '2027-01-10T10:00:00Z',
    sent: '2027-02-09T10:00:00.000Z',
    shown: '9 Feb 2027, 15:45 GMT+5:45',
  },
  {
    timezoneId: 'America/Los_Angeles',
    now: '2027-02-20T10:00:00Z',
    sent: '2027-03-22T09:00:00.000Z',
    shown: '22 Mar 2027, 02:00 GMT-7',
  },
  {
    timezoneId: 'America/Los_Angeles',
    now: '2026-10-15T10:00:00Z',
    sent: '2026-11-14T11:00:00.000Z',
    shown: '14 Nov 2026, 03:00 GMT-8',
  },
] as const;

for (const { timezoneId, now, sent, shown } of ZONES) {
  test.describe(`in ${timezoneId} from ${now}`, () => {
    test.use({ timezoneId });

    test('30 days are days of the reader’s calendar, across a change of the clock, and what is shown is what is asked for', async ({
      keys: page,
    }) => {
      await page.clock.setFixedTime(new Date(now));
      await page.route(/\/v1\/keys$/, (route) =>
        route.request().method() === 'POST' ? route.abort() : route.fallback(),
      );
      await page.getByRole('button', { name: '+ Create API Key' }).click();
      await page.getByRole('textbox', { name: 'Name' }).fill('Nightly export');
      await page.getByRole('combobox', { name: 'Expiration' }).click();
      await page.getByRole('option', { name: '30 days' }).click();
      await expect(page.getByText(`Stops working ${shown}.`)).toBeVisible();
      const asked = page.waitForRequest((request) => request.method() === 'POST');
      await page.getByRole('button', { name: 'Create', exact: true }).click();
      expect((await asked).postDataJSON()).toMatchObject({ expiresAt: sent });
    });
  });
}

test('times in words go on with the clock, and an expiry counts from when Create is pressed', async ({
  keys: page,
  product,
  person,
}) => {
  const { secret } = await keyMaker(product, person)('Nightly export');
  await use(product, secret);
  const last = page.getByText('just now');
  await expect
    .poll(async () => {
      await page.reload();
      return last.count();
    })
    .toBe(1);
  await page.getByRole('button', { name: '+ Create API Key' }).click();
  await page.getByRole('textbox', { name: 'Name' }).fill('Another');
  const later = new Date(Date.now() + 3 * HOUR_MS);
  await page.route(/\/v1\//, (route) => route.abort());
  await page.clock.setFixedTime(later);
  await expect(page.getByText('3 hours ago')).toHaveCount(1);
  const expiresAt = await page.evaluate(() => {
    const at = new Date();
    at.setDate(at.getDate() + 90);
    return at.toISOString();
  });
  const asked = page.waitForRequest((request) => request.method() === 'POST');
  await page.getByRole('button', { name: 'Create', exact: true }).click();
  expect((await asked).postDataJSON()).toMatchObject({ expiresAt });
});

test.afterEach(({ complaints }) => {
  complaints.splice(
    0,
    complaints.length,
    ...complaints.filter((complaint) => !complaint.startsWith('Failed to load resource:')),
  );
});

test('a rotated key’s old secret works for 24 hours, then gets 401; after 90 days the key says so; reminders and Revoke All Keys', async ({
  page,
}) => {
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
      const { keys } = (await api('GET', '/v1/keys')).body as {
        readonly keys: readonly { readonly name: string; readonly reminder: unknown }[];
      };
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
