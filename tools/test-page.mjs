// Runs the tests of the page in real browsers. Where one is missing its tests are left out, in one line; in CI that is
// a failure.
import process from 'node:process';
import { enginesHere } from '../test/engines/engines-here.mjs';
import { chromiumPath, firefoxPath } from './browser.mjs';
import { runToEnd } from './child.mjs';

const isCi = process.env.CI === 'true';
const chromium = chromiumPath();
const firefox = firefoxPath();

if (chromium === undefined) {
  console.error(
    'Not run here: the tests of the page. No Chromium was found: install chromium, or set CHROMIUM_PATH, then run npm run test:page.',
  );
  process.exitCode = isCi ? 1 : 0;
} else {
  if (firefox === undefined)
    console.error(
      'Not run here: the test of the page in Firefox. No Firefox was found: install firefox-esr, or set FIREFOX_PATH, then run npm run test:page.',
    );
  const engines = enginesHere();
  if (engines.kind === 'none')
    console.error(
      `Not run here: the guide at the page of the services. ${engines.missing}. Install either, then run npm run test:page.`,
    );
  const args = [
    'node_modules/@playwright/test/cli.js',
    'test',
    '-c',
    'test/page/playwright.config.ts',
    ...process.argv.slice(2),
  ];
  const code = await runToEnd(process.execPath, args, {
    env: { ...process.env, CHROMIUM_PATH: chromium, FIREFOX_PATH: firefox ?? '', PAGE_ENGINES: engines.kind },
  });
  process.exitCode = isCi && firefox === undefined ? 1 : code;
}
