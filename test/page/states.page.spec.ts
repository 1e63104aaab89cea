import { ACTIVITY, createByDialog, forgiveRefusals, LIST, refuse, REQUEST_ID, secretOf } from './kit/answers.js';
import { expect, test } from './kit/page-test.js';
import { keyMaker, use } from './kit/seeded.js';

test.beforeEach(async ({ product, person }) => {
  await keyMaker(product, person)('Nightly export');
});
test.afterEach(({ complaints }) => {
  forgiveRefusals(complaints);
});

test('while the keys load, the page says so to eyes and screen readers', { tag: '@phone' }, async ({ keys: page }) => {
  let answer: () => void = () => undefined;
  const held = new Promise<void>((resolve) => {
    answer = resolve;
  });
  await page.route(LIST, async (route) => {
    await held;
    await route.fallback();
  });
  await page.reload();
  await expect(page.getByRole('status', { name: 'Loading keys' })).toHaveAttribute('aria-busy', 'true');
  answer();
  await expect(page.getByRole('link', { name: 'Nightly export' })).toBeVisible();
  await expect(page.getByRole('status', { name: 'Loading keys' })).toHaveCount(0);
});

for (const query of ['', '?revoked=shown'])
  test(
    `without keys the page says what a key is for, and how to make one, at “${query}”`,
    { tag: '@phone' },
    async ({ keys: page }) => {
      await page.route(LIST, (route) => route.fulfill({ json: { keys: [], nextCursor: null } }));
      await page.goto(`${page.url()}${query}`);
      await expect(page.getByRole('heading', { name: 'No API keys yet' })).toBeVisible();
      await expect(page.getByRole('button', { name: '+ Create API Key' })).toHaveCount(1);
      await expect(page.getByRole('button', { name: 'Revoke All Keys' })).toHaveCount(0);
    },
  );

test('when every key is revoked they can still be shown', async ({ keys: page }) => {
  await page.getByRole('button', { name: 'Revoke Nightly export' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Revoke', exact: true }).click();
  await expect(page.getByRole('heading', { name: 'No API keys yet' })).toBeVisible();
  await page.getByRole('checkbox', { name: 'Show revoked' }).check();
  await expect(page.getByRole('link', { name: 'Nightly export' })).toBeVisible();
  expect(new URL(page.url()).search).toBe('?revoked=shown');
});

test(
  'keys stay in sight, and focus where it is, while revoked ones are loaded',
  { tag: '@phone' },
  async ({ keys: page }) => {
    await expect(page.getByRole('link', { name: 'Nightly export' })).toBeVisible();
    let answer: () => void = () => undefined;
    const held = new Promise<void>((resolve) => {
      answer = resolve;
    });
    await page.route(LIST, async (route) => {
      await held;
      await route.fallback();
    });
    const box = page.getByRole('checkbox', { name: 'Show revoked' });
    await box.focus();
    const asked = page.waitForRequest(LIST);
    await page.keyboard.press('Space');
    await asked;
    await expect(box).toBeChecked();
    await expect(box).toBeFocused();
    await expect(page.getByRole('link', { name: 'Nightly export' })).toBeVisible();
    const answered = page.waitForResponse(LIST);
    answer();
    await answered;
    await expect(box).toBeFocused();
  },
);

test('the list is sorted by age, last use and requests; its caption and its address say how', async ({
  keys: page,
  product,
  person,
}) => {
  const { secret } = await keyMaker(product, person)('Weekly report');
  expect(await use(product, secret)).toBe(200);
  const first = page.getByRole('row').nth(1);
  await expect
    .poll(async () => {
      await page.reload();
      await expect(first).toBeVisible();
      return page.getByText('just now').count();
    })
    .toBe(1);
  await expect(first).toContainText('Weekly report');
  for (const [column, order, sort, top] of [
    ['Age', 'oldest first', 'age', 'Nightly export'],
    ['Last used', 'latest used first', 'last-used', 'Weekly report'],
    ['Requests 24 h, 7 days', 'most requests first', 'requests', 'Weekly report'],
  ] as const) {
    await page.getByRole('button', { name: column, exact: true }).click();
    await expect(page.getByRole('table', { name: `Your API keys, ${order}` })).toBeVisible();
    await expect(page.getByRole('columnheader', { name: column })).toHaveAttribute('aria-sort', 'descending');
    await expect(first).toContainText(top);
    expect(new URL(page.url()).searchParams.get('sort')).toBe(sort);
  }
  await page.getByRole('button', { name: 'Requests 24 h, 7 days' }).click();
  await expect(page.getByRole('table', { name: 'Your API keys, newest first' })).toBeVisible();
});

test('the details of a key that is not there say so once', { tag: '@phone' }, async ({ keys: page }) => {
  await page.goto(`${page.url()}/key/key_nothing`);
  await expect(page.getByRole('alert')).toContainText('only your own keys are visible');
  await expect(page.getByRole('alert')).toHaveCount(1);
});

test(
  'a search without a match is cleared by one button, and lives in the address',
  { tag: '@phone' },
  async ({ keys: page }) => {
    await page.getByRole('textbox', { name: 'Search keys' }).fill('nothing has this name');
    await expect(page.getByRole('heading', { name: 'No key matches' })).toBeVisible();
    await page.reload();
    await page.getByRole('button', { name: 'Clear search and filter' }).click();
    await expect(page.getByRole('link', { name: 'Nightly export' })).toBeVisible();
    expect(new URL(page.url()).search).toBe('');
  },
);

test('a filter is kept while a key’s details are looked at', { tag: '@phone' }, async ({ keys: page }) => {
  await page.getByText('Unused 1', { exact: true }).click();
  await page.getByRole('link', { name: 'Nightly export' }).click();
  await expect(page.getByRole('heading', { name: 'Secrets of this key' })).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(page.getByRole('heading', { name: 'Secrets of this key' })).toHaveCount(0);
  expect(new URL(page.url()).search).toBe('?filter=unused');
  await expect(page.getByRole('link', { name: 'Nightly export' })).toBeFocused();
});

test(
  'a list that cannot be loaded says why, with the request’s id, and is loaded by Try again',
  { tag: '@phone' },
  async ({ keys: page }) => {
    await page.route(LIST, (route) => refuse(route, 500, 'internal', 'Keyward has failed.'));
    await page.reload();
    const alert = page.getByRole('alert');
    await expect(alert).toContainText('Your keys could not be loaded');
    await expect(alert).toContainText(REQUEST_ID);
    await page.unroute(LIST);
    await page.getByRole('button', { name: 'Try again' }).click();
    await expect(page.getByRole('link', { name: 'Nightly export' })).toBeVisible();
  },
);

test(
  'when only the activity cannot be loaded, the list stays and says so',
  { tag: '@phone' },
  async ({ keys: page }) => {
    await page.route(ACTIVITY, (route) => refuse(route, 500, 'internal', 'Keyward has failed.'));
    await page.reload();
    await expect(page.getByText('What the keys were used for cannot be loaded now.')).toBeVisible();
    await expect(page.getByRole('button', { name: 'Revoke Nightly export' })).toBeVisible();
    await page.getByRole('button', { name: 'Revoke Nightly export' }).click();
    await expect(page.getByText('What it is used for cannot be loaded now.')).toBeVisible();
  },
);

test('offline, a banner says so until the connection is back', { tag: '@phone' }, async ({ keys: page }) => {
  await expect(page.getByRole('link', { name: 'Nightly export' })).toBeVisible();
  await page.context().setOffline(true);
  await expect(page.getByText('You are offline.')).toBeVisible();
  await page.context().setOffline(false);
  await expect(page.getByText('You are offline.')).toHaveCount(0);
});

test('offline, a revocation says that it is not sent, and is done when the connection is back', async ({
  keys: page,
}) => {
  await page.getByRole('button', { name: 'Revoke Nightly export' }).click();
  await expect(page.getByRole('button', { name: 'Cancel' })).toBeFocused();
  await page.context().setOffline(true);
  await page.getByRole('dialog').getByRole('button', { name: 'Revoke', exact: true }).click();
  await expect(page.getByText('Not sent: you are offline. It is sent when you are back.')).toBeVisible();
  await expect(page.getByText('Waiting for every replica')).toHaveCount(0);
  await page.context().setOffline(false);
  await expect(page.getByText(/^Revoked\. Confirmed everywhere in /)).toBeVisible();
});

test('who is signed out is told so; an open secret stays', { tag: '@phone' }, async ({ keys: page }) => {
  await createByDialog(page, 'Another');
  const secret = await secretOf(page);
  await page.context().clearCookies();
  await page.evaluate(() => fetch('/v1/keys', { headers: { 'X-Keyward-Console': '1' } }));
  expect(await secretOf(page)).toBe(secret);
  await page.getByRole('checkbox', { name: 'I have stored this key' }).check();
  await page.getByRole('button', { name: 'Done' }).click();
  await expect(page.getByRole('heading', { name: 'You are signed out' })).toBeVisible();
  await expect(page.getByRole('button', { name: '+ Create API Key' })).toHaveCount(0);
});

test(
  'a deactivated account is told so on the whole page, with nothing to press',
  { tag: '@phone' },
  async ({ keys: page }) => {
    await page.route('**/v1/**', (route) => refuse(route, 403, 'owner-inactive', 'This account is deactivated.'));
    await page.reload();
    await expect(page.getByRole('heading', { name: 'Your account is deactivated' })).toBeVisible();
    await expect(page.getByRole('main').getByRole('button')).toHaveCount(0);
  },
);

test('at the limit of keys the dialog leads to the unused ones', { tag: '@phone' }, async ({ keys: page }) => {
  await page.route(LIST, (route) =>
    route.request().method() === 'POST'
      ? refuse(route, 409, 'key-limit-reached', 'You have 100 active keys, the most there can be.')
      : route.fallback(),
  );
  await createByDialog(page, 'One too many');
  await expect(page.getByRole('alert')).toContainText('100 active keys');
  await page.getByRole('button', { name: 'Show unused keys' }).click();
  await expect(page.getByRole('dialog')).toHaveCount(0);
  expect(new URL(page.url()).search).toBe('?filter=unused');
});

test(
  'another change came first: the list is asked again, and the change can be repeated',
  { tag: '@phone' },
  async ({ keys: page }) => {
    const refuseOnce = { left: 1 };
    await page.route(/\/revoke$/, (route) => {
      refuseOnce.left -= 1;
      return refuseOnce.left < 0
        ? route.fallback()
        : refuse(route, 409, 'concurrent-change', 'The key was changed at the same time.');
    });
    await page.getByRole('button', { name: 'Revoke Nightly export' }).click();
    const asked = page.waitForResponse(LIST);
    await page.getByRole('dialog').getByRole('button', { name: 'Revoke', exact: true }).click();
    await expect(page.getByRole('alert')).toContainText('changed at the same time');
    await asked;
    await page.getByRole('dialog').getByRole('button', { name: 'Revoke', exact: true }).click();
    await expect(page.getByText(/^Revoked\. Confirmed everywhere in /)).toBeVisible();
  },
);

test('a reminder without an address says what is missing', { tag: '@phone' }, async ({ keys: page }) => {
  await page.route(/\/reminder$/, (route) =>
    refuse(route, 422, 'contact-unknown', 'No email address is known for you.'),
  );
  await page.getByRole('button', { name: 'More for Nightly export' }).click();
  await page.getByRole('menuitem', { name: 'Set Rotation Reminder' }).click();
  await page.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByRole('alert')).toContainText('No email address is known for you.');
});

for (const [status, code] of [
  [429, 'too-many-requests'],
  [503, 'not-ready'],
] as const) {
  test(
    `after ${String(status)} the list is asked again when Keyward said, not before`,
    { tag: '@phone' },
    async ({ keys: page }) => {
      const asked: number[] = [];
      await page.route(LIST, (route) => {
        asked.push(Date.now());
        return asked.length === 1 ? refuse(route, status, code, 'Not now.', { 'retry-after': '2' }) : route.fallback();
      });
      await page.reload();
      await expect(page.getByRole('link', { name: 'Nightly export' })).toBeVisible();
      expect((asked[1] ?? 0) - (asked[0] ?? 0)).toBeGreaterThanOrEqual(1900);
    },
  );
}

test('a change that comes too often says how long to wait', { tag: '@phone' }, async ({ keys: page }) => {
  await page.route(/\/rotate$/, (route) =>
    refuse(route, 429, 'too-many-requests', 'Too many changes.', { 'retry-after': '30' }),
  );
  await page.getByRole('button', { name: 'Rotate Nightly export' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Rotate', exact: true }).click();
  await expect(page.getByRole('alert')).toContainText('Too many changes. Try again in 30 seconds.');
});

test(
  'a revocation that is not confirmed stays said so until Check again confirms it',
  { tag: '@phone' },
  async ({ keys: page, person }) => {
    const unconfirmed = { left: 1 };
    await page.route(/\/revoke$/, async (route) => {
      const answer = await route.fetch({
        headers: { ...route.request().headers(), authorization: `Bearer ${person.token}` },
      });
      unconfirmed.left -= 1;
      if (unconfirmed.left < 0) return route.fulfill({ response: answer });
      const body = (await answer.json()) as { propagation: Record<string, unknown> };
      return route.fulfill({ status: 202, json: { ...body, propagation: { ...body.propagation, confirmed: false } } });
    });
    await page.getByRole('button', { name: 'Revoke Nightly export' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Revoke', exact: true }).click();
    await expect(page.getByText('Revoked. It stands, but is not confirmed everywhere yet.')).toBeVisible();
    await expect(page.getByText(/Confirmed everywhere in/)).toHaveCount(0);
    await page.getByRole('button', { name: 'Check again' }).click();
    await expect(page.getByText(/Confirmed everywhere in/)).toBeVisible();
    await expect(page.getByText('not confirmed everywhere yet')).toHaveCount(0);
  },
);

test('while replicas are waited for, the dialog says so and stays', { tag: '@phone' }, async ({ keys: page }) => {
  let answer: () => void = () => undefined;
  const held = new Promise<void>((resolve) => {
    answer = resolve;
  });
  await page.route(/\/revoke$/, async (route) => {
    await held;
    await route.fallback();
  });
  await page.getByRole('button', { name: 'Revoke Nightly export' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Revoke', exact: true }).click();
  await expect(page.getByText('Waiting for every replica …')).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(page.getByRole('dialog')).toBeVisible();
  answer();
  await expect(page.getByText(/^Revoked\. Confirmed everywhere in /)).toBeVisible();
});
