// Runs the tests of the page in a real browser. Without one they are left out, in one line; in CI that is a failure.
import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import process from 'node:process';
import { runToEnd } from './child.mjs';

const NAMES = ['chromium', 'chromium-browser', 'google-chrome'];
const folders = (process.env.PATH ?? '').split(delimiter);
const chromium = process.env.CHROMIUM_PATH ?? NAMES.flatMap((name) => folders.map((folder) => join(folder, name))).find((path) => existsSync(path));

if (chromium === undefined || !existsSync(chromium)) {
  console.error('Not run here: the tests of the page. No Chromium was found: install chromium, or set CHROMIUM_PATH, then run npm run test:page.');
  process.exitCode = process.env.CI === 'true' ? 1 : 0;
} else {
  const args = ['node_modules/@playwright/test/cli.js', 'test', '-c', 'test/page/playwright.config.ts', ...process.argv.slice(2)];
  process.exitCode = await runToEnd(process.execPath, args, { env: { ...process.env, CHROMIUM_PATH: chromium } });
}
