import { type Page } from '@playwright/test';
import { createByDialog, forgiveRefusals, LIST, secretOf, storeSecret } from './kit/answers.js';
import { expect, PAGE, test } from './kit/page-test.js';
import { signIn } from './kit/people.js';
import { keyMaker } from './kit/seeded.js';

test(
  'a shown secret survives Esc, a click beside it and a list that is asked again',
  { tag: '@phone' },
  async ({ keys: page }) => {
    await createByDialog(page, 'Nightly export');
    await expect(page.getByRole('button', { name: 'Copy', exact: true })).toBeFocused();
    const secret = await secretOf(page);
    await page.keyboard.press('Escape');
    await page.mouse.click(3, 3);
    const asked = page.waitForResponse(LIST);
    await page.clock.setFixedTime(new Date(Date.now() + 60_000)); // what it has is old now
    await page.evaluate(() => {
      dispatchEvent(new Event('visibilitychange'));
    });
    await asked;
    expect(await secretOf(page)).toBe(secret);
    await expect(page.getByRole('dialog').getByRole('button', { name: 'Close' })).toHaveCount(0);
    await expect(page.getByRole('button', { name: 'Done' })).toBeDisabled();
  },
);

test('a reload while the secret is shown asks first', { tag: '@phone' }, async ({ keys: page }) => {
  await createByDialog(page, 'Nightly export');
  await expect(page.getByRole('button', { name: 'Copy', exact: true })).toBeFocused();
  await page.mouse.click(200, 200);
  const asked = page.waitForEvent('dialog');
  const reload = page.reload().catch(() => undefined);
  const dialog = await asked;
  expect(dialog.type()).toBe('beforeunload');
  await dialog.accept();
  await reload;
});

/** Where the back button would show another view of the page. */
async function comeFromAnotherView(page: Page, url: string): Promise<void> {
  await page.goto(`${url}${PAGE}/members`);
  await page.getByRole('link', { name: 'Keyward' }).click();
  await expect(page.getByRole('heading', { name: 'API Keys', exact: true })).toBeVisible();
}

test(
  'the back button of the browser does not take a shown secret away; after Done it works again',
  { tag: '@phone' },
  async ({ keys: page, product }) => {
    await comeFromAnotherView(page, product.url);
    await createByDialog(page, 'Nightly export');
    const secret = await secretOf(page);
    await page.goBack();
    await expect(page).toHaveURL(`${product.url}${PAGE}`);
    expect(await secretOf(page)).toBe(secret);
    await storeSecret(page);
    await page.goBack();
    await expect(page.getByRole('heading', { name: 'Members' })).toBeVisible();
  },
);

/** Whether a string on the heap of the page's scripts has `part` in it. */
async function heapHas(page: Page, part: string): Promise<boolean> {
  const session = await page.context().newCDPSession(page);
  const chunks: string[] = [];
  session.on('HeapProfiler.addHeapSnapshotChunk', ({ chunk }) => {
    chunks.push(chunk);
  });
  await session.send('HeapProfiler.collectGarbage');
  await session.send('HeapProfiler.takeHeapSnapshot');
  await session.detach();
  return chunks.join('').includes(part);
}

for (const kind of ['create', 'rotate'] as const) {
  test(
    `after ${kind} and Done the page’s memory has forgotten the secret`,
    { tag: '@phone' },
    async ({ keys: page, product, person }) => {
      if (kind === 'create') await createByDialog(page, 'Nightly export');
      else {
        await keyMaker(product, person)('Nightly export');
        await page.reload();
        await page.getByRole('button', { name: 'Rotate Nightly export' }).click();
        await page.getByRole('dialog').getByRole('button', { name: 'Rotate', exact: true }).click();
      }
      const secret = await secretOf(page);
      expect(await heapHas(page, secret)).toBe(true);
      await storeSecret(page);
      await expect(page.getByRole('link', { name: 'Nightly export' })).toBeVisible();
      await expect.poll(() => heapHas(page, secret)).toBe(false);
    },
  );
}

test(
  'after Done the secret is nowhere: not in the document, the storage, the history or any later answer',
  { tag: '@phone' },
  async ({ keys: page }) => {
    await createByDialog(page, 'Nightly export');
    const secret = await secretOf(page);
    expect(secret).toMatch(/^claribi_sk_live_/);
    const bodies: Promise<string>[] = [];
    page.on('response', (response) => {
      if (response.url().includes('/v1/')) bodies.push(response.text().catch(() => ''));
    });
    await storeSecret(page);
    await expect(page.getByRole('link', { name: 'Nightly export' })).toBeVisible();
    const kept = await page.evaluate(async () =>
      JSON.stringify([
        document.documentElement.outerHTML,
        Object.entries(localStorage),
        Object.entries(sessionStorage),
        history.state,
        location.href,
        document.cookie,
        await indexedDB.databases(),
        await caches.keys(),
        performance.getEntries().map(({ name }) => name),
      ]),
    );
    expect(kept).not.toContain(secret);
    expect((await Promise.all(bodies)).join('\n')).not.toContain(secret);
    await page.goBack().catch(() => null);
    await expect(page.getByText(secret)).toHaveCount(0);
  },
);

test('each form of the secret is copied as it is shown', { tag: '@phone' }, async ({ keys: page, product }) => {
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
  await createByDialog(page, 'Nightly export');
  const secret = await secretOf(page);
  for (const [form, expected] of [
    ['.env line', `CLARIBI_API_KEY=${secret}`],
    ['curl', `curl -H "X-API-Key: ${secret}" ${product.url}/api/data-sources/`],
  ] as const) {
    await page.getByText(form, { exact: true }).click();
    await expect(page.getByText('Not copied yet.')).toBeVisible();
    await page.getByRole('button', { name: 'Copy', exact: true }).click();
    await expect(page.getByText('Copied.', { exact: true })).toBeVisible();
    expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(expected);
  }
});

test(
  'copying works without https, where there is no clipboard',
  { tag: '@phone' },
  async ({ page, product, person, complaints }) => {
    const url = product.url.replace('127.0.0.1', 'keyward.test').replace('localhost', 'keyward.test');
    await signIn(page.context(), { ...product, url }, person);
    await page.route('**/v1/**', (route) =>
      route.continue({ headers: { ...route.request().headers(), authorization: `Bearer ${person.token}` } }),
    );
    await page.goto(`${url}${PAGE}`);
    expect(await page.evaluate(() => isSecureContext)).toBe(false);
    await createByDialog(page, 'Nightly export');
    const secret = await secretOf(page);
    await page.evaluate(() => {
      document.addEventListener('copy', () => {
        document.title = getSelection()?.toString() ?? '';
      });
    });
    await page.getByRole('button', { name: 'Copy', exact: true }).click();
    await expect(page.getByText('Copied.', { exact: true })).toBeVisible();
    expect(await page.title()).toBe(secret);
    complaints.splice(
      0,
      complaints.length,
      ...complaints.filter((complaint) => !/Cross-Origin-Opener-Policy|Origin-Agent-Cluster/.test(complaint)),
    );
  },
);

test(
  'a copy that fails never says Copied, and leaves the secret selected',
  { tag: '@phone' },
  async ({ keys: page }) => {
    await page.evaluate(() => {
      Object.defineProperty(navigator, 'clipboard', {
        value: { writeText: () => Promise.reject(new Error('refused')) },
      });
      Object.defineProperty(document, 'execCommand', { value: () => false });
    });
    await createByDialog(page, 'Nightly export');
    const secret = await secretOf(page);
    await page.getByRole('button', { name: 'Copy', exact: true }).click();
    await expect(page.getByText('Your browser does not allow copying.')).toBeVisible();
    await expect(page.getByText('Copied.', { exact: true })).toHaveCount(0);
    expect(await page.evaluate(() => getSelection()?.toString())).toBe(secret);
  },
);

for (const kind of ['create', 'rotate'] as const) {
  test(
    `the answer to ${kind} is lost: trying again changes nothing twice, and says that the secret did not arrive`,
    { tag: '@phone' },
    async ({ keys: page, product, person, api, complaints }) => {
      if (kind === 'rotate') {
        await keyMaker(product, person)('Nightly export');
        await page.reload();
      }
      const call = kind === 'create' ? LIST : /\/rotate$/;
      let lost = 0;
      await page.route(call, async (route) => {
        if (route.request().method() !== 'POST' || lost > 0) return route.fallback();
        lost += 1;
        await route.fetch({ headers: { ...route.request().headers(), authorization: `Bearer ${person.token}` } });
        return route.abort('connectionreset');
      });
      const button = page
        .getByRole('dialog')
        .getByRole('button', { name: kind === 'create' ? 'Create' : 'Rotate', exact: true });
      if (kind === 'create') await createByDialog(page, 'Nightly export');
      else {
        await page.getByRole('button', { name: 'Rotate Nightly export' }).click();
        await button.click();
      }
      await expect(page.getByRole('alert')).toContainText('Keyward does not answer.');
      await button.click();
      await expect(page.getByRole('alert')).toContainText(
        'The key was made but its secret was not delivered. Rotate or revoke it.',
      );
      await page.getByRole('dialog').getByRole('button', { name: 'Close' }).last().click();
      await expect(page.getByRole('link', { name: 'Nightly export' })).toHaveCount(1);
      const { keys } = (await api('GET', '/v1/keys')).body as {
        readonly keys: readonly { readonly credentials: readonly unknown[] }[];
      };
      expect(keys.map(({ credentials }) => credentials.length)).toEqual([kind === 'create' ? 1 : 2]);
      forgiveRefusals(complaints);
    },
  );
}

test(
  'while the answer is awaited nothing closes the dialog: a secret on its way has a place to arrive',
  { tag: '@phone' },
  async ({ keys: page, product }) => {
    await comeFromAnotherView(page, product.url);
    let answer: () => void = () => undefined;
    const held = new Promise<void>((resolve) => {
      answer = resolve;
    });
    await page.route(LIST, async (route) => {
      if (route.request().method() === 'POST') await held;
      await route.fallback();
    });
    await createByDialog(page, 'Nightly export');
    await page.keyboard.press('Escape');
    await page.mouse.click(3, 3);
    await page.goBack();
    await expect(page.getByRole('button', { name: 'Cancel' })).toBeDisabled();
    answer();
    await expect(page.getByRole('button', { name: 'Copy', exact: true })).toBeFocused();
  },
);
