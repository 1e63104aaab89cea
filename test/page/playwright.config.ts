import { defineConfig, devices } from '@playwright/test';

const CHROMIUM = process.env['CHROMIUM_PATH'] ?? '/usr/bin/chromium';
const FIREFOX = process.env['FIREFOX_PATH'] ?? '';
const report = process.env['PAGE_REPORT'];

/** The page in a real browser, against the built product. */
export default defineConfig({
  testDir: '.',
  testMatch: '*.page.spec.ts',
  testIgnore: FIREFOX === '' ? 'firefox.page.spec.ts' : [],
  outputDir: '../../.cache/page',
  workers: 2,
  retries: 0,
  timeout: 60_000,
  expect: { timeout: 15_000 },
  reporter: report === undefined ? [['list']] : [['list'], ['json', { outputFile: report }]],
  use: { launchOptions: { executablePath: CHROMIUM, args: ['--host-resolver-rules=MAP keyward.test 127.0.0.1'] }, trace: 'retain-on-failure', screenshot: 'only-on-failure', locale: 'en-US', timezoneId: 'Europe/Berlin' },
  projects: [
    { name: 'desktop', use: { viewport: { width: 1280, height: 900 } } },
    { name: 'phone', grep: /@phone/, use: { ...devices['Pixel 7'], viewport: { width: 390, height: 844 } } },
  ],
});
