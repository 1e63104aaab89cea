import { type Page } from '@playwright/test';
import { expect, PAGE, test } from './kit/page-test.js';
import { apiOf, newPerson, type Person, signIn } from './kit/people.js';
import { type Product, startProduct } from './kit/product.js';

let orgs = 0;
const newOrg = () => {
  orgs += 1;
  return `org${String(process.pid)}x${String(orgs)}`;
};

async function keyOf(product: Product, person: Person, name: string): Promise<string> {
  const { status, body } = await apiOf(product, person)('POST', '/v1/keys', { name, scope: 'read-only' });
  expect(status).toBe(201);
  return String(body['secret']);
}

const use = async (product: Product, key: string) =>
  (await fetch(`${product.url}/api/data-sources/`, { headers: { 'x-api-key': key } })).status;

async function openMembers(page: Page, product: Product, person: Person): Promise<void> {
  await signIn(page.context(), product, person);
  await page.goto(`${product.url}${PAGE}/members`);
  await expect(page.getByRole('heading', { name: 'Members', level: 1 })).toBeVisible();
}

/** An organisation of its own, with an administrator and a member who has keys. */
async function inOrg(product: Product) {
  const orgId = newOrg();
  const admin = await newPerson({ role: 'administrator', orgId });
  const member = await newPerson({ role: 'analyst', orgId });
  const keys = [await keyOf(product, member, 'Nightly export'), await keyOf(product, member, 'Weekly report')];
  return { orgId, admin, member, keys };
}

const statuses = (product: Product, keys: readonly string[]) => Promise.all(keys.map((key) => use(product, key)));

test('an administrator finds a member by a part of the user ID and sees role, account and the number of keys in force', async ({
  page,
  product,
  complaints,
}) => {
  const { orgId, admin, member } = await inOrg(product);
  const other = await newPerson({ role: 'viewer', orgId });
  await apiOf(product, other)('GET', '/v1/keys');
  await signIn(page.context(), product, admin);
  await page.goto(`${product.url}${PAGE}`);
  await page.getByRole('link', { name: 'Members' }).click();
  await expect(page.getByRole('link', { name: other.userId })).toBeVisible();
  await page.getByRole('searchbox', { name: 'Find a member' }).fill(member.userId.toUpperCase());
  await expect(page.getByRole('link', { name: other.userId })).toHaveCount(0);
  const row = page
    .getByRole('row')
    .or(page.getByRole('listitem'))
    .filter({ has: page.getByRole('link', { name: member.userId }) });
  await expect(row).toContainText('Analyst');
  await expect(row).toContainText('Active');
  await expect(row).toContainText('2');
  await page.getByRole('searchbox', { name: 'Find a member' }).fill('nobody at all');
  await expect(page.getByRole('heading', { name: 'No member matches' })).toBeVisible();
  await page.getByRole('button', { name: 'Clear search' }).click();
  await expect(page.getByRole('link', { name: other.userId })).toBeVisible();
  expect(complaints).toEqual([]);
});

test('all keys of a member stop once the word is typed, and the page says that they have', async ({
  page,
  product,
  complaints,
}) => {
  const { admin, member, keys } = await inOrg(product);
  await openMembers(page, product, admin);
  await page.getByRole('button', { name: `Revoke all keys of ${member.userId}` }).click();
  const dialog = page.getByRole('dialog');
  await expect(dialog).toContainText('All 2 keys stop working at once.');
  await expect(dialog.getByRole('button', { name: 'Revoke All Keys' })).toBeDisabled();
  expect(await statuses(product, keys)).toEqual([200, 200]);
  await dialog.getByRole('textbox').fill('revoke all');
  await dialog.getByRole('button', { name: 'Revoke All Keys' }).click();
  await expect(
    page.getByText(new RegExp(`^2 keys of ${member.userId} revoked\\. Confirmed everywhere in \\d`)),
  ).toBeVisible();
  expect(await statuses(product, keys)).toEqual([401, 401]);
  await expect(page.getByRole('button', { name: `Revoke all keys of ${member.userId}` })).toBeFocused();
  expect(complaints).toEqual([]);
});

test('a deactivated member’s keys rest; reactivated with “They work again” they do', async ({
  page,
  product,
  complaints,
}) => {
  const { admin, member, keys } = await inOrg(product);
  await openMembers(page, product, admin);
  await page.getByRole('button', { name: `Deactivate ${member.userId}` }).click();
  await expect(page.getByRole('dialog')).toContainText('All 2 keys stop working at once.');
  await page.getByRole('dialog').getByRole('button', { name: 'Deactivate' }).click();
  await expect(
    page.getByText(new RegExp(`^${member.userId} is deactivated; 2 keys stopped\\. Confirmed everywhere`)),
  ).toBeVisible();
  expect(await statuses(product, keys)).toEqual([401, 401]);
  await page.getByRole('button', { name: `Reactivate ${member.userId}` }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Reactivate' }).click();
  await expect(page.getByText(new RegExp(`^${member.userId} is active again; 2 keys work\\.`))).toBeVisible();
  expect(await statuses(product, keys)).toEqual([200, 200]);
  expect(complaints).toEqual([]);
});

test('reactivated with “They are revoked” the keys of a member never work again', async ({
  page,
  product,
  complaints,
}) => {
  const { admin, member, keys } = await inOrg(product);
  await apiOf(product, admin)('PUT', `/v1/members/${member.userId}`, { active: false });
  await openMembers(page, product, admin);
  await page.getByRole('button', { name: `Reactivate ${member.userId}` }).click();
  await page.getByRole('dialog').getByRole('radio', { name: 'They are revoked' }).check();
  await page.getByRole('dialog').getByRole('button', { name: 'Reactivate' }).click();
  await expect(
    page.getByText(new RegExp(`^${member.userId} is active again; 2 keys were revoked\\. Confirmed everywhere`)),
  ).toBeVisible();
  expect(await statuses(product, keys)).toEqual([401, 401]);
  expect((await apiOf(product, member)('GET', '/v1/keys')).body['keys']).toEqual([]);
  expect(complaints).toEqual([]);
});

test('while replicas are waited for, nothing is said to be confirmed everywhere, and Check again asks once more', async ({
  page,
  product,
  complaints,
}) => {
  const { admin, member } = await inOrg(product);
  let calls = 0;
  await page.route('**/v1/members/*/revoke-all-keys', async (route) => {
    calls += 1;
    const confirmed = calls > 1;
    await route.fulfill({
      status: confirmed ? 200 : 202,
      json: { revoked: confirmed ? 0 : 2, propagation: { position: '0:1', confirmed, replicas: 3, waitedMs: 12 } },
    });
  });
  await openMembers(page, product, admin);
  await page.getByRole('button', { name: `Revoke all keys of ${member.userId}` }).click();
  await page.getByRole('dialog').getByRole('textbox').fill('revoke all');
  await page.keyboard.press('Enter');
  await expect(page.getByText('It stands, but is not confirmed everywhere yet.')).toBeVisible();
  await expect(page.getByText('Confirmed everywhere in')).toHaveCount(0);
  await page.getByRole('button', { name: 'Check again' }).click();
  await expect(page.getByText(/^2 keys of .* revoked\. Confirmed everywhere in 12 ms\.$/)).toBeVisible();
  expect(complaints).toEqual([]);
});

test('owners, and the person themselves, have no buttons, and the page says why', async ({
  page,
  product,
  complaints,
}) => {
  const { orgId, admin, member } = await inOrg(product);
  const owner = await newPerson({ role: 'owner', orgId });
  await apiOf(product, owner)('GET', '/v1/keys');
  await openMembers(page, product, admin);
  const rowOf = ({ userId }: Person) =>
    page
      .getByRole('row')
      .or(page.getByRole('listitem'))
      .filter({ has: page.getByRole('link', { name: userId }) });
  await expect(rowOf(owner)).toContainText('Owners cannot be changed by other people here.');
  await expect(rowOf(owner).getByRole('button')).toHaveCount(0);
  await expect(rowOf(admin)).toContainText('Your own keys are under API Keys.');
  await expect(rowOf(admin).getByRole('button')).toHaveCount(0);
  await expect(rowOf(member).getByRole('button')).toHaveCount(3);
  expect(complaints).toEqual([]);
});

test('who is neither administrator nor owner sees no way to the members, and there a note', async ({
  page,
  product,
  person,
  complaints,
}) => {
  await openMembers(page, product, person);
  await expect(page.getByText('Only administrators and owners of your organization see its members.')).toBeVisible();
  await expect(page.getByRole('link', { name: 'Members' })).toHaveCount(0);
  await expect(page.getByRole('searchbox')).toHaveCount(0);
  expect(complaints).toEqual([]);
});

test('the view of a member tells what changed their access, newest first, and by whom', async ({
  page,
  product,
  complaints,
}) => {
  const { admin, member } = await inOrg(product);
  await apiOf(product, admin)('PUT', `/v1/members/${member.userId}`, { active: false });
  await openMembers(page, product, admin);
  await page.getByRole('link', { name: member.userId }).click();
  const view = page.getByRole('dialog', { name: member.userId });
  await expect(view.getByRole('listitem').first()).toContainText('Account deactivated');
  await expect(view.getByRole('listitem').first()).toContainText('by you');
  await expect(view.getByRole('listitem').filter({ hasText: 'Key created · Nightly export' })).toHaveCount(1);
  await view.getByRole('button', { name: `Reactivate ${member.userId}` }).click();
  await page.keyboard.press('Escape');
  await expect(page.getByRole('dialog', { name: `Reactivate ${member.userId}?` })).toHaveCount(0);
  await expect(view).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(view).toHaveCount(0);
  await expect(page.getByRole('link', { name: member.userId })).toBeFocused();
  expect(complaints).toEqual([]);
});

test('where roles come with the sign-in, a change of role is refused in plain words', async ({
  page,
  product,
  complaints,
}) => {
  const { admin, member } = await inOrg(product);
  await openMembers(page, product, admin);
  await page.getByRole('button', { name: `More for ${member.userId}` }).click();
  await page.getByRole('menuitem', { name: 'Change role' }).click();
  await page.getByRole('dialog').getByRole('radio', { name: 'Viewer' }).check();
  await page.getByRole('dialog').getByRole('button', { name: 'Change role' }).click();
  await expect(page.getByRole('alert')).toContainText('Roles come with people’s sign-in here');
  await expect(page.getByRole('dialog').getByRole('button', { name: 'Change role' })).toHaveCount(0);
  expect(complaints.splice(0)).toEqual([expect.stringContaining('409')]);
});

test('where members’ roles are set here, a changed role changes what the keys can do', async ({ page, complaints }) => {
  const product = await startProduct({ ROLE_SOURCE: 'members' });
  try {
    const { admin, member, keys } = await inOrg(product);
    await openMembers(page, product, admin);
    await page.getByRole('button', { name: `More for ${member.userId}` }).click();
    await page.getByRole('menuitem', { name: 'Change role' }).click();
    await expect(page.getByRole('dialog').getByRole('radio', { name: 'Owner' })).toHaveCount(0);
    await page.getByRole('dialog').getByRole('radio', { name: 'Viewer' }).check();
    await page.getByRole('dialog').getByRole('button', { name: 'Change role' }).click();
    await expect(page.getByText(/has the role viewer\. Confirmed everywhere in/)).toBeVisible();
    await expect(page.getByText('Viewer', { exact: true })).toBeVisible();
    const verdict = await fetch(`${product.url}/v1/verify`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ key: keys[0] }),
    });
    expect(await verdict.json()).toMatchObject({ valid: true, role: 'viewer' });
    expect(complaints).toEqual([]);
  } finally {
    await product.stop();
  }
});

test('an id with slashes, percent signs and markup in it is found, shown and changed as any other', async ({
  page,
  product,
  complaints,
}) => {
  const { orgId, admin } = await inOrg(product);
  const strange = await newPerson({ role: 'analyst', orgId, userId: 'auth0|a/b%2Fc?<img/src=x>' });
  const key = await keyOf(product, strange, 'Odd');
  await openMembers(page, product, admin);
  await page.getByRole('link', { name: strange.userId }).click();
  await expect(page.getByRole('dialog', { name: strange.userId })).toContainText('Key created · Odd');
  await page
    .getByRole('dialog')
    .getByRole('button', { name: `Deactivate ${strange.userId}` })
    .click();
  await page
    .getByRole('dialog', { name: 'Deactivate' })
    .getByRole('button', { name: 'Deactivate', exact: true })
    .click();
  await expect(page.getByText('is deactivated; 1 key stopped.')).toBeVisible();
  expect(await use(product, key)).toBe(401);
  expect(complaints).toEqual([]);
});
