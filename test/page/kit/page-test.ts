import { expect, type Page, test as base } from '@playwright/test';
import { apiOf, newPerson, type Person, signIn } from './people.js';
import { type Product, startProduct } from './product.js';

export const PAGE = '/settings/security/api-keys';

interface PageFixtures {
  readonly person: Person;
  readonly api: ReturnType<typeof apiOf>;
  /** What the browser complained of; tests that provoke complaints take theirs out. */
  readonly complaints: string[];
  /** The page of `person`'s keys, open and loaded. */
  readonly keys: Page;
}

interface WorkerFixtures {
  /** What the product is made of; a project of Playwright's configuration says. */
  readonly profile: 'standalone' | 'services';
  readonly product: Product;
}
/** What a project may set. */
export type PageOptions = Pick<WorkerFixtures, 'profile'>;

/** Ten processes and their engines, on a machine that is busy with other tests. */
const START_MS = 240_000;

/**
 * Every test has a person of its own, on a product that its worker shares; at its end the browser must not have
 * complained.
 */
export const test = base.extend<PageFixtures, WorkerFixtures>({
  profile: ['standalone', { scope: 'worker', option: true }],
  product: [
    async ({ profile }, use) => {
      const product =
        profile === 'standalone' ? await startProduct() : await (await import('./services.js')).startServices();
      await use(product);
      await product.stop();
    },
    { scope: 'worker', timeout: START_MS },
  ],
  person: async ({}, use) => {
    await use(await newPerson());
  },
  api: async ({ product, person }, use) => {
    await use(apiOf(product, person));
  },
  complaints: async ({ page }, use) => {
    const complaints: string[] = [];
    page.on('console', (message) => {
      if (message.type() === 'error' || message.type() === 'warning') complaints.push(message.text());
    });
    page.on('pageerror', (error) => {
      complaints.push(error.message);
    });
    await use(complaints);
    expect(complaints).toEqual([]);
  },
  keys: async ({ page, product, person, complaints }, use) => {
    expect(complaints).toEqual([]);
    await signIn(page.context(), product, person);
    await page.goto(`${product.url}${PAGE}`);
    await expect(page.getByRole('heading', { name: 'API Keys', exact: true })).toBeVisible();
    await use(page);
  },
});

export { expect };
