import { type Browser, launch, type Page } from 'puppeteer-core';
import { type Person } from './people.js';
import { type Product, SESSION_COOKIE } from './product.js';

/** Playwright drives only a Firefox of its own; this one is the system's. */
export function startFirefox(): Promise<Browser> {
  return launch({
    browser: 'firefox',
    executablePath: process.env['FIREFOX_PATH'] ?? '',
    defaultViewport: { width: 1280, height: 900 },
  });
}

/**
 * A tab of `person`, signed in as the host product does it. `complaints`: what the browser complained of; Firefox tells
 * what the page's policy refuses as an error of the page.
 */
export async function openTab(
  browser: Browser,
  { url }: Product,
  { token }: Person,
): Promise<{ readonly page: Page; readonly complaints: readonly string[] }> {
  await browser.setCookie({
    name: SESSION_COOKIE,
    value: token,
    domain: new URL(url).hostname,
    httpOnly: true,
    sameSite: 'Strict',
  });
  const page = await browser.newPage();
  const complaints: string[] = [];
  page.on('console', (message) => {
    if (message.type() === 'error' || message.type() === 'warn') complaints.push(message.text());
  });
  page.on('pageerror', (error) => {
    complaints.push(String(error));
  });
  return { page, complaints };
}

/** What has that role and that name, as assistive technology is told; waited for by whatever is done with it. */
export function named(page: Page, role: string, name: string) {
  return page.locator(`::-p-aria([name="${name}"][role="${role}"])`);
}
