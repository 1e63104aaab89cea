import { expect, test } from './kit/page-test.js';

const DAY_MS = 86_400_000;

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
