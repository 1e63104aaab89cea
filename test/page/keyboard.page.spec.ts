import { type Page } from '@playwright/test';
import { createByDialog, secretOf, storeSecret } from './kit/answers.js';
import { expect, test } from './kit/page-test.js';
import { keyMaker, use } from './kit/seeded.js';

const MOST_STEPS = 60;

/** Tab, until what has focus has this name. */
async function tabTo(page: Page, name: string): Promise<void> {
  const target = page
    .getByRole('button', { name, exact: true })
    .or(page.getByRole('textbox', { name, exact: true }))
    .or(page.getByRole('checkbox', { name, exact: true }))
    .first();
  for (let step = 0; step < MOST_STEPS; step += 1) {
    await page.keyboard.press('Tab');
    if (await target.evaluate((node) => node === document.activeElement).catch(() => false)) return;
  }
  throw new Error(`${name} was not reached by Tab`);
}

test('keys are made, rotated, reminded of and revoked with the keyboard alone', async ({ keys: page, product }) => {
  await expect(page.getByRole('heading', { name: 'No API keys yet' })).toBeVisible();
  await tabTo(page, '+ Create API Key');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('textbox', { name: 'Name' })).toBeFocused();
  await page.keyboard.type('Nightly export');
  await page.keyboard.press('Tab');
  await page.keyboard.press('ArrowDown');
  await expect(page.getByRole('radio', { name: 'Read-write' })).toBeChecked();
  await page.keyboard.press('Shift+Tab');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('button', { name: 'Copy', exact: true })).toBeFocused();
  const secret = await secretOf(page);
  await tabTo(page, 'I have stored this key');
  await page.keyboard.press('Space');
  await tabTo(page, 'Done');
  await page.keyboard.press('Enter');

  await tabTo(page, 'Rotate Nightly export');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('dialog')).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(page.getByRole('button', { name: 'Rotate Nightly export' })).toBeFocused();

  await tabTo(page, 'More for Nightly export');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('menuitem', { name: 'Set Rotation Reminder' })).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('radio', { name: '90 days' })).toBeFocused();
  await page.keyboard.press('ArrowUp');
  await page.keyboard.press('Enter');
  await expect(page.getByText('Reminder set.')).toBeVisible();

  await page.getByRole('button', { name: 'Revoke Nightly export' }).focus();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('button', { name: 'Cancel' })).toBeFocused();
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  await expect(page.getByText(/^Revoked\. Confirmed everywhere in /)).toBeVisible();
  expect(await use(product, secret)).toBe(401);
});

test('the first Tab leads past the header to the content', async ({ keys: page }) => {
  await page.keyboard.press('Tab');
  await expect(page.getByRole('link', { name: 'Skip to content' })).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('main')).toBeFocused();
});

test('a rotation opens at its first field', async ({ keys: page, product, person }) => {
  await keyMaker(product, person)('Nightly export');
  await page.reload();
  await page.getByRole('button', { name: 'Rotate Nightly export' }).click();
  await expect(page.getByRole('combobox', { name: 'The old key stops' })).toBeFocused();
});

test('Create with a fault leads to the field that has it, and says it aloud', async ({ keys: page }) => {
  await page.getByRole('button', { name: '+ Create API Key' }).click();
  await page.getByRole('combobox', { name: 'Expiration' }).click();
  await page.getByRole('option', { name: 'Choose a date and time …' }).click();
  const create = page.getByRole('button', { name: 'Create', exact: true });
  await create.click();
  await expect(page.getByRole('alert').filter({ hasText: 'Enter a name' })).toBeVisible();
  await expect(page.getByRole('textbox', { name: 'Name' })).toBeFocused();
  await page.getByRole('textbox', { name: 'Name' }).fill('Nightly export');
  await create.click();
  await expect(page.getByRole('alert')).toHaveText('Choose a date and time in the future.');
  await expect(page.getByRole('button', { name: 'Date and time', exact: true })).toBeFocused();
});

test('when the button that has focus disappears, the content has it', async ({ keys: page }) => {
  await expect(page.getByRole('heading', { name: 'No API keys yet' })).toBeVisible();
  await createByDialog(page, 'Nightly export');
  await storeSecret(page);
  await expect(page.getByRole('link', { name: 'Nightly export' })).toBeVisible();
  await expect(page.getByRole('main')).toBeFocused();
  await page.getByRole('textbox', { name: 'Search keys' }).fill('zzz');
  const clear = page.getByRole('heading', { name: 'No key matches' }).locator('..').getByRole('button');
  await clear.press('Enter');
  await expect(page.getByRole('link', { name: 'Nightly export' })).toBeVisible();
  await expect(page.getByRole('main')).toBeFocused();
});

test('two tabs: what one revokes, the other shows as revoked and cannot rotate', async ({
  keys: page,
  product,
  person,
  complaints,
}) => {
  await keyMaker(product, person)('Nightly export');
  await page.reload();
  const other = await page.context().newPage();
  await other.goto(page.url());
  await other.getByRole('button', { name: 'Revoke Nightly export' }).click();
  await other.getByRole('dialog').getByRole('button', { name: 'Revoke', exact: true }).click();
  await expect(other.getByText(/^Revoked\. Confirmed everywhere in /)).toBeVisible();
  await page.bringToFront();
  await page.getByRole('button', { name: 'Rotate Nightly export' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Rotate', exact: true }).click();
  await expect(page.getByRole('alert')).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(page.getByRole('heading', { name: 'No API keys yet' })).toBeVisible();
  complaints.splice(
    0,
    complaints.length,
    ...complaints.filter((complaint) => !complaint.startsWith('Failed to load resource:')),
  );
});

test('a hundred keys are all listed, and one is found by its name', async ({ keys: page, product, person }) => {
  const key = keyMaker(product, person);
  for (let made = 0; made < 100; made += 10)
    await Promise.all(Array.from({ length: 10 }, (_, at) => key(`Integration ${String(made + at)}`)));
  await page.reload();
  await expect(page.getByRole('button', { name: /^Rotate Integration/ })).toHaveCount(100);
  await page.getByRole('textbox', { name: 'Search keys' }).fill('integration 42');
  await expect(page.getByRole('button', { name: /^Rotate / })).toHaveCount(1);
});
