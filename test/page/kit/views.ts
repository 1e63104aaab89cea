import { expect, type Page } from '@playwright/test';
import { ACTIVITY, createByDialog, LIST, refuse } from './answers.js';
import { PAGE } from './page-test.js';
import { HTML_NAME, LONG_NAME, type Seeded } from './seeded.js';

/** Of the right shape, and good for nothing. */
export const NO_SECRET = 'claribi_sk_live_000000000000000000000000000000000000';

export interface View {
  readonly title: string;
  readonly open: (page: Page, seeded: Seeded) => Promise<void>;
  /** What is looked at, where something lies over the page. */
  readonly part?: string;
  /** Brings back what a change between table and cards closes. */
  readonly again?: (page: Page, seeded: Seeded) => Promise<void>;
}

type Show = (page: Page, seeded: Seeded) => Promise<void>;

const DIALOG = 'section[role=dialog]';
const MENU = '[role=menu]';
const TOAST = '.mantine-Notification-root';
const IN_USE = 'Zapier Integration';
const IN_GRACE = 'Weekly Report Script';
const HINT = NO_SECRET.slice(0, 20);

const press = async (page: Page, name: string) => {
  await page.getByRole('button', { name, exact: true }).click();
};

async function goto(page: Page, { product }: Seeded, path = ''): Promise<void> {
  await page.goto(`${product.url}${PAGE}${path}`);
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
}

async function openKeys(page: Page, seeded: Seeded, path = ''): Promise<void> {
  await goto(page, seeded, path);
  await expect(page.getByRole('button', { name: `Rotate ${IN_USE}` })).toBeAttached();
  await isLoaded(page);
}

async function openMembers(page: Page, seeded: Seeded): Promise<void> {
  await goto(page, seeded, '/members');
  await expect(page.getByRole('link', { name: seeded.member.userId })).toBeVisible();
}

async function isLoaded(page: Page): Promise<void> {
  await expect(page.locator('.mantine-Skeleton-root')).toHaveCount(0);
}

async function more(page: Page, name: string): Promise<void> {
  if (await page.locator(MENU).isVisible()) return;
  await press(page, `More for ${name}`);
  await expect(page.locator(MENU)).toBeVisible();
}

async function choose(page: Page, name: string, item: string): Promise<void> {
  await more(page, name);
  await page.getByRole('menuitem', { name: item, exact: true }).click();
}

async function pick(page: Page, field: string, option: string): Promise<void> {
  await page.getByRole('combobox', { name: field }).click();
  await page.getByRole('option', { name: option }).click();
}

/** What lies over the keys, or over the members. */
function over(behind: Show, part: string) {
  return (title: string, show: Show): View => ({
    title,
    part,
    open: async (page, seeded) => {
      await behind(page, seeded);
      await show(page, seeded);
      await expect(page.locator(part)).toBeVisible();
      await isLoaded(page);
    },
  });
}

const dialog = over(openKeys, DIALOG);
const toast = over(openKeys, TOAST);
const memberDialog = over(openMembers, DIALOG);

/** The page of the keys when `answer` is what it gets. */
function answered(title: string, seen: string, answer: (page: Page) => Promise<unknown>): View {
  return {
    title,
    open: async (page, seeded) => {
      await answer(page);
      await goto(page, seeded);
      await expect(page.getByText(seen, { exact: true })).toBeVisible();
    },
  };
}

const withName = (name: string) => ({
  keyId: 'none',
  name,
  hint: HINT,
  credentials: [
    { credentialId: 'none', hint: HINT, status: 'grace', activeUntil: new Date(Date.now() + 86_400_000).toISOString() },
  ],
});

/** The answer to a change, which is not made. */
async function answerChange(page: Page, path: RegExp, json: unknown, status = 200): Promise<void> {
  await page.route(path, (route) =>
    route.request().method() === 'POST' ? route.fulfill({ status, json }) : route.fallback(),
  );
}

/** A note that would go by itself stays while the pointer is on it. */
const stay = (page: Page) => page.locator(TOAST).hover();

const paused = (title: string, confirmed: boolean): View => ({
  ...toast(title, async (page) => {
    await answerChange(
      page,
      /\/pause$/,
      { key: withName(IN_USE), propagation: { position: '0:1', confirmed, replicas: 3, waitedMs: 7 } },
      confirmed ? 200 : 202,
    );
    await choose(page, IN_USE, 'Pause');
    await press(page, 'Pause');
    await stay(page);
    await expect(page.locator(DIALOG)).toHaveCount(0);
  }),
  again: stay,
});

/** Every view of the page; those that tests look for are named by what is in them. */
export const VIEWS: readonly View[] = [
  { title: 'keys of every kind, revoked ones, too', open: (page, seeded) => openKeys(page, seeded, '?revoked=shown') },
  {
    title: 'keys that are loading',
    open: async (page, seeded) => {
      await page.route(LIST, () => new Promise(() => undefined));
      await goto(page, seeded);
      await expect(page.getByRole('status', { name: 'Loading keys' })).toBeVisible();
    },
  },
  answered('no keys', 'No API keys yet', (page) =>
    page.route(LIST, (route) => route.fulfill({ json: { keys: [], nextCursor: null } })),
  ),
  {
    title: 'no key that matches',
    open: async (page, seeded) => {
      await goto(page, seeded, '?search=nothing');
      await expect(page.getByText('No key matches')).toBeVisible();
    },
  },
  answered('keys that cannot be loaded', 'Your keys could not be loaded', (page) =>
    page.route(LIST, (route) => refuse(route, 500, 'internal', 'Keyward has failed.')),
  ),
  answered(
    'keys without their activity',
    'What the keys were used for cannot be loaded now. The keys themselves are up to date.',
    (page) => page.route(ACTIVITY, (route) => refuse(route, 500, 'internal', 'Keyward has failed.')),
  ),
  answered('signed out', 'You are signed out', (page) => page.context().clearCookies()),
  answered('a deactivated account', 'Your account is deactivated', (page) =>
    page.route('**/v1/**', (route) => refuse(route, 403, 'owner-inactive', 'This account is deactivated.')),
  ),

  {
    ...over(openKeys, MENU)('the menu of a key', (page) => more(page, IN_GRACE)),
    again: (page) => more(page, IN_GRACE),
  },
  dialog('creating', (page) => press(page, '+ Create API Key')),
  dialog('creating, with More, and with what is missing', async (page) => {
    await press(page, '+ Create API Key');
    await press(page, 'More');
    await press(page, 'Create');
    await expect(page.getByText('Enter a name that says what uses the key.')).toBeVisible();
  }),
  over(openKeys, '[data-dates-dropdown]')('creating, with a date and time', async (page) => {
    await press(page, '+ Create API Key');
    await pick(page, 'Expiration', 'Choose a date and time …');
    await page.getByRole('button', { name: /^Date and time/ }).click();
    await expect(page.locator('.mantine-DateTimePicker-day').first()).toBeVisible();
  }),
  dialog('creating one too many', async (page) => {
    await page.route(LIST, (route) =>
      route.request().method() === 'POST'
        ? refuse(route, 409, 'key-limit-reached', 'You have 100 active keys, the most there can be.')
        : route.fallback(),
    );
    await createByDialog(page, 'One too many');
    await expect(page.getByRole('button', { name: 'Show unused keys' })).toBeVisible();
  }),
  dialog('a new secret', async (page) => {
    await answerChange(page, LIST, { key: withName(LONG_NAME), secret: NO_SECRET }, 201);
    await createByDialog(page, LONG_NAME);
    await page.getByText('curl', { exact: true }).click();
  }),
  dialog('a secret that did not arrive', async (page) => {
    await answerChange(page, LIST, { key: withName('Nightly Export'), secretShown: true });
    await createByDialog(page, 'Nightly Export');
    await expect(page.getByText('its secret was not delivered')).toBeVisible();
  }),
  dialog('rotating', (page) => press(page, `Rotate ${IN_USE}`)),
  dialog('rotating at once', async (page) => {
    await press(page, `Rotate ${IN_USE}`);
    await pick(page, 'The old key stops', 'Now');
    await expect(page.getByText('Those to come fail until')).toBeVisible();
  }),
  dialog('a rotated secret', async (page) => {
    await answerChange(page, /\/rotate$/, { key: withName(IN_USE), secret: NO_SECRET });
    await press(page, `Rotate ${IN_USE}`);
    await press(page, 'Rotate');
    await expect(page.getByRole('button', { name: 'Copy', exact: true })).toBeVisible();
  }),
  dialog('revoking a key in use', (page) => press(page, `Revoke ${IN_USE}`)),
  dialog('revoking a key with a long name', (page) => press(page, `Revoke ${LONG_NAME}`)),
  dialog('revoking all', (page) => press(page, 'Revoke All Keys')),
  dialog('editing', (page) => choose(page, HTML_NAME, 'Edit')),
  dialog('editing an expired key', (page) => choose(page, 'Trial of a Partner', 'Edit')),
  dialog('pausing', (page) => choose(page, IN_USE, 'Pause')),
  dialog('resuming', (page) => choose(page, 'Quarterly Import', 'Resume')),
  dialog('stopping the old key', (page) => choose(page, IN_GRACE, 'Stop the old key now')),
  dialog('setting a reminder', (page) => choose(page, 'Excel Add-in', 'Set Rotation Reminder')),
  dialog('a reminder that is set', (page) => choose(page, IN_USE, 'Set Rotation Reminder')),
  dialog('what a key is used for', (page) => choose(page, IN_USE, 'Activity and history')),
  dialog('what a key in its grace is used for, in numbers', async (page) => {
    await page.getByRole('link', { name: IN_GRACE }).click();
    await page.getByText('Show as a table').click();
  }),
  paused('told that a change is confirmed', true),
  paused('told that a change is not confirmed yet', false),

  { title: 'members', open: openMembers },
  {
    title: 'no member that matches',
    open: async (page, seeded) => {
      await goto(page, seeded, '/members?search=nobody');
      await expect(page.getByText('No member matches')).toBeVisible();
    },
  },
  {
    ...over(openMembers, MENU)('the menu of a member', (page, { member }) => more(page, member.userId)),
    again: (page, { member }) => more(page, member.userId),
  },
  memberDialog('a member', (page, { member }) => page.getByRole('link', { name: member.userId }).click()),
  memberDialog('revoking all keys of a member', (page, { member }) =>
    press(page, `Revoke all keys of ${member.userId}`),
  ),
  memberDialog('deactivating a member', (page, { member }) => press(page, `Deactivate ${member.userId}`)),
  memberDialog('reactivating a member', (page, { deactivated }) => press(page, `Reactivate ${deactivated.userId}`)),
  memberDialog('changing a member’s role', (page, { member }) => choose(page, member.userId, 'Change role')),

  {
    title: 'signing in with a link that does not work',
    open: async (page, seeded) => {
      await goto(page, seeded, '/sign-in#code=none');
      await expect(page.getByRole('alert')).toBeVisible();
    },
  },
  { title: 'the article on tokens and keys', open: (page, seeded) => goto(page, seeded, '/authentication') },
];
