// Takes pictures for docs/pictures, of a product that it starts and fills: `node tools/pictures.mjs console`, of the page;
// `dashboards`, of what a Prometheus that watches it answers to the dashboards.
import { mkdirSync } from 'node:fs';
import process from 'node:process';
import { runToEnd } from './child.mjs';
import { chromiumPath } from './browser.mjs';

const [project, ...args] = process.argv.slice(2);
const CHROMIUM_PATH = chromiumPath();

if (CHROMIUM_PATH === undefined) {
  console.error('No pictures were taken: no Chromium was found. Install chromium, or set CHROMIUM_PATH.');
  process.exitCode = 1;
} else {
  mkdirSync('docs/pictures', { recursive: true });
  process.exitCode = await runToEnd(
    process.execPath,
    [
      'node_modules/@playwright/test/cli.js',
      'test',
      '-c',
      'test/page/pictures.config.ts',
      '--project',
      project,
      ...args,
    ],
    { env: { ...process.env, CHROMIUM_PATH } },
  );
}
