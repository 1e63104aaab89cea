import { type Locator, type Page } from '@playwright/test';
import { expect, PAGE, test } from './kit/page-test.js';
import { newPerson, signIn } from './kit/people.js';
import { keyMaker, use } from './kit/seeded.js';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

async function choose(page: Page, name: string, item: string): Promise<Locator> {
  await page.getByRole('button', { name: `More for ${name}` }).click();
  await page.getByRole('menuitem', { name: item, exact: true }).click();
  return page.getByRole('dialog');
}

async function optionsOf(page: Page, name: string): Promise<readonly string[]> {
  await page.getByRole('combobox', { name }).click();
  const options = await page.getByRole('option').allTextContents();
  await page.keyboard.press('Escape');
  return options;
}

test('Create tells what each scope can and cannot do within one’s role, and offers the expirations', async ({
  keys: page,
  product,
}) => {
  await page.getByRole('button', { name: '+ Create API Key' }).click();
  const dialog = page.getByRole('dialog', { name: 'Create API Key' });
  await expect(dialog).toContainText('Within your role (analyst).');
  await expect(page.getByRole('radio', { name: 'Read-only' })).toHaveAccessibleDescription(
    /8 permissions.*Can fetch data: data sources, dashboards, reports, .*billing usage.*Cannot create, update or delete anything, trigger data syncs/,
  );
  await expect(page.getByRole('radio', { name: 'Read-write' })).toHaveAccessibleDescription(
    /17 permissions.*within your role: .*dashboards \(create, edit\).*Cannot go beyond your role, manage other users’ API keys, change billing or subscription settings/,
  );
  expect(await optionsOf(page, 'Expiration')).toEqual([
    '30 days',
    '90 days',
    '1 year',
    'No expiration',
    'Choose a date and time …',
  ]);

  const viewer = await newPerson({ role: 'viewer' });
  await page.context().clearCookies();
  await signIn(page.context(), product, viewer);
  await page.goto(`${product.url}${PAGE}`);
  await page.getByRole('button', { name: '+ Create API Key' }).click();
  await expect(page.getByRole('radio', { name: 'Read-write' })).toHaveAccessibleDescription(
    /within your role: account \(edit\) Cannot/,
  );
});

test('a rotation offers five ends of the old key, says when the expiry cuts one, and what fails when it is now', async ({
  keys: page,
  product,
  person,
}) => {
  const { secret } = await keyMaker(product, person)('Nightly export', 'read-only', {
    expiresAt: new Date(Date.now() + 12 * HOUR_MS).toISOString(),
  });
  expect(await use(product, secret)).toBe(200);
  await expect
    .poll(async () => {
      await page.reload();
      await expect(page.getByRole('button', { name: 'Rotate Nightly export' })).toBeVisible();
      return page.getByText('just now').count();
    })
    .toBe(1);
  await page.getByRole('button', { name: 'Rotate Nightly export' }).click();
  const dialog = page.getByRole('dialog', { name: 'Rotate “Nightly export”' });
  expect(await optionsOf(page, 'The old key stops')).toEqual([
    'Now (it has leaked)',
    'In 1 hour',
    'In 24 hours (recommended)',
    'In 3 days',
    'In 7 days',
  ]);
  await expect(dialog).toContainText(
    /The old key works until \d+ \w+ \d+, \d\d:\d\d GMT\+\d\. It stops earlier because the key itself expires then\./,
  );
  await expect(dialog).toContainText('1 request in the last 24 hours.');
  await page.getByRole('combobox', { name: 'The old key stops' }).click();
  await page.getByRole('option', { name: 'In 1 hour' }).click();
  await expect(dialog).not.toContainText('stops earlier');
  await page.getByRole('combobox', { name: 'The old key stops' }).click();
  await page.getByRole('option', { name: 'Now (it has leaked)' }).click();
  await expect(dialog.locator('.note.bad')).toContainText(
    'In use: 1 request in the last 24 hours. Those to come fail until you have put the new key in place.',
  );
});

test('a revocation says in numbers what stops, or that nothing does', async ({ keys: page, product, person }) => {
  const key = keyMaker(product, person);
  const { secret } = await key('Nightly export');
  await key('Left over');
  expect(await use(product, secret, '/api/reports/')).toBe(200);
  await expect
    .poll(async () => {
      await page.reload();
      await expect(page.getByRole('button', { name: 'Revoke Nightly export' })).toBeVisible();
      return page.getByText('just now').count();
    })
    .toBe(1);
  await page.getByRole('button', { name: 'Revoke Nightly export' }).click();
  const dialog = page.getByRole('dialog');
  await expect(dialog).toHaveAccessibleDescription(
    /Every request with this key \(claribi_sk_live_\w{4}…\) gets 401 from now on\./,
  );
  await expect(dialog.locator('.note.bad')).toHaveText(
    /^In use: 1 request in the last 24 hours, latest (just now|\d+ minutes? ago) at GET \/api\/reports\.$/,
  );
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: 'Revoke Left over' }).click();
  await expect(dialog).toContainText('Never used.');
});

test('a reminder says when the next mail comes, and is removed again', async ({ keys: page, product, person }) => {
  await keyMaker(product, person)('Nightly export');
  await page.reload();
  const dialog = await choose(page, 'Nightly export', 'Set Rotation Reminder');
  const inDays = (days: number) =>
    page.evaluate(
      (ms) =>
        new Intl.DateTimeFormat('en-001', { day: 'numeric', month: 'short', year: 'numeric' }).format(Date.now() + ms),
      days * DAY_MS,
    );
  for (const days of [30, 60, 90]) {
    await page.getByRole('radio', { name: `${String(days)} days` }).check();
    await expect(dialog).toContainText(`Rotation is due ${await inDays(days)}`);
    await expect(dialog).toContainText(`The next mail comes ${await inDays(days - 7)}`);
  }
  await expect(dialog.getByRole('button', { name: 'Remove reminder' })).toHaveCount(0);
  await dialog.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByText('Reminder set.')).toBeVisible();
  await expect(page.getByText('Rotation reminder every 90 days')).toHaveCount(1);
  await (
    await choose(page, 'Nightly export', 'Set Rotation Reminder')
  )
    .getByRole('button', { name: 'Remove reminder' })
    .click();
  await expect(page.getByText('Reminder removed.')).toBeVisible();
  await expect(page.getByText('Rotation reminder every 90 days')).toHaveCount(0);
});

test(
  'the details tell who still uses the old key, the expiry, and the days in a picture and a table',
  { tag: '@phone' },
  async ({ keys: page, product, person, api }) => {
    const { secret, keyId } = await keyMaker(product, person)('Nightly export', 'read-only', {
      expiresAt: new Date(Date.now() + 90 * DAY_MS).toISOString(),
    });
    await api('POST', `/v1/keys/${keyId}/rotate`, { graceHours: 24 });
    await page.goto(`${product.url}${PAGE}/key/${keyId}`);
    const dialog = page.getByRole('dialog', { name: 'Nightly export' });
    await expect(dialog).toContainText('Not used since the rotation: safe to stop.');
    expect(await use(product, secret)).toBe(200);
    await expect(dialog).toContainText('Still in use: something has the old key.');
    await expect(dialog.getByRole('listitem').filter({ hasText: 'Old, still works' })).toContainText('1 in 24 hours');
    await expect(dialog).toContainText(/Expires in 3 months \(\d+ \w+ \d+, \d\d:\d\d\)/);
    for (const window of ['24 hours', '7 days', '30 days'])
      await expect(dialog.getByRole('term').filter({ hasText: window })).toHaveCount(1);
    await expect(dialog.getByRole('img', { name: 'Nightly export: 1 request in 7 days' })).toBeVisible();
    const today = await page.evaluate(() => new Intl.DateTimeFormat('en-001', { weekday: 'short' }).format(new Date()));
    await expect(dialog.locator('.axis')).toContainText(today);
    await dialog.getByText('Show as a table').click();
    await expect(dialog.getByRole('table', { name: 'Requests of the last 7 days' }).getByRole('row').last()).toHaveText(
      new RegExp(`^${today}, .*1.*0$`),
    );
    await expect(dialog.getByRole('listitem').filter({ hasText: 'Rotated' })).toContainText('by you');
  },
);
