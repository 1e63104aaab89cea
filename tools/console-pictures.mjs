// Takes the pictures of the page in docs/pictures, of a product that it starts and fills.
import { mkdirSync } from 'node:fs';
import process from 'node:process';
import { runToEnd } from './child.mjs';
import { chromiumPath } from './browser.mjs';

const CHROMIUM_PATH = chromiumPath();

if (CHROMIUM_PATH === undefined) {
  console.error('No pictures were taken: no Chromium was found. Install chromium, or set CHROMIUM_PATH.');
  process.exitCode = 1;
} else {
  mkdirSync('docs/pictures', { recursive: true });
  process.exitCode = await runToEnd(
    process.execPath,
    ['node_modules/@playwright/test/cli.js', 'test', '-c', 'test/page/pictures.config.ts'],
    { env: { ...process.env, CHROMIUM_PATH } },
  );
}
