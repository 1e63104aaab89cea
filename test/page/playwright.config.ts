import { defineConfig, devices } from '@playwright/test';
import { type PageOptions } from './kit/page-test.js';

const CHROMIUM = process.env['CHROMIUM_PATH'] ?? '/usr/bin/chromium';
const FIREFOX = process.env['FIREFOX_PATH'] ?? '';
const DESKTOP = { width: 1280, height: 900 };
const hasEngines = (process.env['PAGE_ENGINES'] ?? 'none') !== 'none';
const report = process.env['PAGE_REPORT'];

/** The page in a real browser, against the built product. */
export default defineConfig<object, PageOptions>({
  testDir: '.',
  testMatch: '*.page.spec.ts',
  testIgnore: FIREFOX === '' ? 'firefox.page.spec.ts' : [],
  outputDir: '../../.cache/page',
  workers: 2,
  retries: 0,
  timeout: 60_000,
  expect: { timeout: 15_000 },
  reporter: report === undefined ? [['list']] : [['list'], ['json', { outputFile: report }]],
  use: {
    launchOptions: { executablePath: CHROMIUM, args: ['--host-resolver-rules=MAP keyward.test 127.0.0.1'] },
    trace: 'retain-on-failure',
    screenshot: 'only-on-failure',
    locale: 'en-US',
    timezoneId: 'Europe/Berlin',
  },
  projects: [
    { name: 'desktop', use: { viewport: DESKTOP } },
    { name: 'phone', grep: /@phone/, use: { ...devices['Pixel 7'], viewport: { width: 390, height: 844 } } },
    ...(hasEngines || process.env['CI'] === 'true'
      ? [
          {
            name: 'services',
            testMatch: 'guide.page.spec.ts',
            use: { viewport: DESKTOP, profile: 'services' as const },
          },
        ]
      : []),
  ],
});
