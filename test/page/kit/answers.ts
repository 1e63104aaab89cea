import { type FrameLocator, type Page, type Route } from '@playwright/test';

export const REQUEST_ID = 'request-of-a-test';

/** Answers as Keyward refuses. */
export async function refuse(
  route: Route,
  status: number,
  code: string,
  detail: string,
  headers: Readonly<Record<string, string>> = {},
): Promise<void> {
  await route.fulfill({
    status,
    contentType: 'application/problem+json',
    headers: { 'x-request-id': REQUEST_ID, ...headers },
    body: JSON.stringify({ type: 'about:blank', title: code, status, code, detail, requestId: REQUEST_ID }),
  });
}

/** The list of keys, whatever its query. */
export const LIST = /\/v1\/keys(\?|$)/;
export const ACTIVITY = /\/v1\/activity(\?|$)/;

/** Takes out what the browser says of every refused or failed request; nothing else. */
export function forgiveRefusals(complaints: string[]): void {
  const others = complaints.filter((complaint) => !complaint.startsWith('Failed to load resource:'));
  complaints.splice(0, complaints.length, ...others);
}

/** The page, in a tab or in a frame. */
type Shown = Pick<Page, 'getByRole' | 'locator'> | FrameLocator;

/** Creates a key by the dialog, up to where its secret is shown. */
export async function createByDialog(page: Shown, name: string): Promise<void> {
  await page.getByRole('button', { name: '+ Create API Key' }).click();
  await page.getByRole('textbox', { name: 'Name' }).fill(name);
  await page.getByRole('button', { name: 'Create', exact: true }).click();
}

export async function secretOf(page: Shown): Promise<string> {
  return (await page.locator('.secret code').textContent()) ?? '';
}

export async function storeSecret(page: Shown): Promise<void> {
  await page.getByRole('checkbox', { name: 'I have stored this key' }).check();
  await page.getByRole('button', { name: 'Done' }).click();
}
