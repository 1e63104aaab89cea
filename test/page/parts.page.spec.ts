import { type Page } from '@playwright/test';
import { forgiveRefusals } from './kit/answers.js';
import { expect, PAGE, test } from './kit/page-test.js';

const PART = /\/assets\/create-dialog/;

test.afterEach(({ complaints }) => {
  forgiveRefusals(complaints);
  complaints.splice(
    0,
    complaints.length,
    ...complaints.filter((complaint) => !complaint.includes('dynamically imported module')),
  );
});

/** How often the document is asked for from now on. */
function documentsOf(page: Page): () => number {
  let asked = 0;
  page.on('request', (request) => {
    if (request.isNavigationRequest() && new URL(request.url()).pathname === PAGE) asked += 1;
  });
  return () => asked;
}

test('a page of a version that is gone loads the new one when a part is missing', async ({ keys: page }) => {
  const documents = documentsOf(page);
  await page.route(PART, (route) => (documents() === 0 ? route.fulfill({ status: 404 }) : route.fallback()));
  await page.getByRole('button', { name: '+ Create API Key' }).click();
  await expect.poll(documents).toBe(1);
  await page.getByRole('button', { name: '+ Create API Key' }).click();
  await expect(page.getByRole('dialog', { name: 'Create API Key' })).toBeVisible();
});

test('a part that stays missing reloads the page once, then the page says so', async ({ keys: page }) => {
  const documents = documentsOf(page);
  await page.route(PART, (route) => route.fulfill({ status: 404 }));
  await page.getByRole('button', { name: '+ Create API Key' }).click();
  await expect.poll(documents).toBe(1);
  await page.getByRole('button', { name: '+ Create API Key' }).click();
  await expect(page.getByRole('alert')).toContainText('A part of the page could not be loaded');
  await page.unroute(PART);
  await page.getByRole('button', { name: 'Reload the page' }).click();
  await page.getByRole('button', { name: '+ Create API Key' }).click();
  await expect(page.getByRole('dialog', { name: 'Create API Key' })).toBeVisible();
  expect(documents()).toBe(2);
});
