import { type Locator, type Page } from '@playwright/test';
import { join } from 'node:path';
import { createByDialog } from './kit/answers.js';
import { expect, PAGE, test } from './kit/page-test.js';
import { apiOf, newPerson, type Person, signIn } from './kit/people.js';
import { type Product } from './kit/product.js';
import { keyMaker, use, verify } from './kit/seeded.js';

const FOLDER = join(import.meta.dirname, '../../docs/pictures');
const NOW = Date.parse('2027-03-10T08:41:00Z');
const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;
const MARGIN = 24;
const NO_SECRET = 'ThisPictureShowsNoKeyThatEverWorked1';

/** Keys as they are after some months of work. */
async function seed(product: Product, person: Person): Promise<void> {
  const key = keyMaker(product, person);
  const api = apiOf(product, person);
  const at = (ms: number) => product.setClock(new Date(NOW - ms));
  await at(104 * DAY_MS);
  const zapier = await key('Zapier Integration', 'read-write');
  await at(31 * DAY_MS);
  const importer = await key('Quarterly Import', 'read-write');
  await key('Agency Sandbox', 'read-only', { mode: 'test', expiresAt: new Date(NOW + 3 * DAY_MS).toISOString() });
  await at(12 * DAY_MS);
  const report = await key('Weekly Report Script', 'read-only', {
    expiresAt: new Date(NOW + 353 * DAY_MS).toISOString(),
  });
  await api('PUT', `/v1/keys/${zapier.keyId}/reminder`, { intervalDays: 90 });

  for (let hours = 7 * 24 - 2; hours > 0; hours -= 4) {
    await at(hours * HOUR_MS);
    const isDay = Math.floor(((NOW / HOUR_MS - hours) % 24) / 8) === 1;
    for (let batch = 0; batch < (isDay ? 4 : 1); batch += 1) await verify(product, zapier.secret);
    if (isDay) await verify(product, report.secret, 20 + (hours % 5) * 9);
    if (isDay) await verify(product, importer.secret, 12 + (hours % 3) * 7);
    if (hours === 70) await api('POST', `/v1/keys/${importer.keyId}/pause`);
  }
  await at(20 * MINUTE_MS);
  await use(product, report.secret, '/api/reports/');
  const { body } = await api('POST', `/v1/keys/${report.keyId}/rotate`, { graceHours: 24 });
  await at(6 * MINUTE_MS);
  await use(product, String(body['secret']), '/api/reports/');
  await use(product, zapier.secret, '/api/data-sources/');

  const mate = (userId: string, role: string) => newPerson({ userId, role, issuedAt: new Date(NOW - HOUR_MS) });
  const ben = await mate('ben@acme.example', 'analyst');
  for (const name of ['Forecast Notebook', 'Slack Digest']) await keyMaker(product, ben)(name);
  const carla = await mate('carla@acme.example', 'viewer');
  await keyMaker(product, carla)('Wall Display');
  for (const other of [await mate('dana@acme.example', 'owner'), await mate('emre@acme.example', 'member')])
    await apiOf(product, other)('GET', '/v1/keys');
  await apiOf(product, person)('PUT', '/v1/members/carla@acme.example', { active: false });
  await at(0);
}

/**
 * What is random in a key is replaced on its way to the browser: pictures are the same each time, and none shows a key.
 */
async function withoutKeys(page: Page, { token }: Person): Promise<void> {
  const seen: string[] = [];
  const disguised = (start: string, rest: string): string => {
    if (rest.length > 4) return start + NO_SECRET;
    if (!seen.includes(rest)) seen.push(rest);
    const letter = String.fromCharCode(97 + seen.indexOf(rest));
    return `${start}${letter}${String(seen.indexOf(rest) + 2)}X${letter}`;
  };
  await page.route('**/v1/**', async (route) => {
    const response = await route.fetch({ headers: { ...route.request().headers(), authorization: `Bearer ${token}` } });
    const body = (await response.text()).replaceAll(
      /(claribi_sk_(?:live|test)_)([0-9A-Za-z]{4,})/g,
      (_, start: string, rest: string) => disguised(start, rest),
    );
    await route.fulfill({ response, body });
  });
}

async function take(page: Page, name: string, part?: Locator): Promise<void> {
  const box = await part?.boundingBox();
  const clip =
    box == null
      ? {}
      : {
          clip: {
            x: Math.max(0, box.x - MARGIN),
            y: Math.max(0, box.y - MARGIN),
            width: box.width + 2 * MARGIN,
            height: box.height + 2 * MARGIN,
          },
        };
  await page.screenshot({ path: join(FOLDER, `${name}.png`), animations: 'disabled', caret: 'hide', ...clip });
}

test('pictures', async ({ page, product }) => {
  const person = await newPerson({
    userId: 'ann@acme.example',
    email: 'ann@acme.example',
    role: 'administrator',
    issuedAt: new Date(NOW - 110 * DAY_MS),
  });
  await seed(product, person);
  await expect
    .poll(async () => (await apiOf(product, person)('GET', '/v1/activity')).body['keys'])
    .toContainEqual(expect.objectContaining({ flag: 'busy', lastEndpoint: expect.anything() }));
  await withoutKeys(page, person);
  await page.clock.setFixedTime(new Date(NOW));
  await signIn(page.context(), product, person);
  const dialog = page.locator('section[role=dialog]');
  const press = (name: string) => page.getByRole('button', { name, exact: true }).click();
  const close = async () => {
    await page.keyboard.press('Escape');
    await expect(dialog).toHaveCount(0);
  };
  await page.goto(`${product.url}${PAGE}`);
  await expect(page.getByText('High traffic', { exact: true })).toBeVisible();
  await take(page, 'keys');
  await page.emulateMedia({ colorScheme: 'dark' });
  await expect(page.locator('html[data-mantine-color-scheme=dark]')).toHaveCount(1);
  await take(page, 'keys-dark');
  await page.emulateMedia({ colorScheme: 'light' });
  await page.setViewportSize({ width: 390, height: 844 });
  await expect(page.locator('.card').first()).toBeVisible();
  await take(page, 'keys-phone');
  await page.setViewportSize({ width: 1280, height: 740 });

  for (const [button, picture] of [
    ['Revoke Zapier Integration', 'revoke'],
    ['Rotate Zapier Integration', 'rotate'],
  ] as const) {
    await press(button);
    await take(page, picture, dialog);
    await close();
  }
  await page.getByRole('link', { name: 'Weekly Report Script' }).click();
  await expect(dialog.getByRole('listitem').last()).toBeVisible();
  await take(page, 'details', dialog);
  await close();
  await page.setViewportSize({ width: 1280, height: 940 });
  await press('+ Create API Key');
  await page.getByRole('textbox', { name: 'Name' }).fill('Nightly Export');
  await take(page, 'create', dialog);
  await close();
  await page.setViewportSize({ width: 1280, height: 740 });
  await createByDialog(page, 'Nightly Export');
  await expect(page.getByRole('button', { name: 'Copy', exact: true })).toBeFocused();
  await expect(page.getByText(NO_SECRET)).toBeVisible();
  await take(page, 'secret', dialog);
  await page.getByRole('checkbox', { name: 'I have stored this key' }).check();
  await press('Done');
  await page.getByRole('link', { name: 'Members' }).click();
  await expect(page.getByRole('link', { name: 'ben@acme.example' })).toBeVisible();
  await page.mouse.move(640, 780);
  await take(page, 'members');
});
