// Builds the page into dist/console, with docs/authentication.md beside it, and compresses its assets, so that no
// request has to.
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { marked } from 'marked';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';
import { build } from 'vite';
import { PAGE_PATH } from '../dist/libs/console/http/page-path.js';
import { plainDocument } from '../dist/libs/console/http/plain-document.js';
import { keepLastAssets } from './keep-assets.mjs';

const ASSETS = 'dist/console/assets';

await build({ configFile: 'apps/console/vite.config.ts', logLevel: 'warn' });
writeFileSync('dist/console/authentication.html', articleOf(readFileSync('docs/authentication.md', 'utf8')));
for (const name of readdirSync(ASSETS)) {
  const path = join(ASSETS, name);
  const bytes = readFileSync(path);
  writeFileSync(
    `${path}.br`,
    brotliCompressSync(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: constants.BROTLI_MAX_QUALITY } }),
  );
  writeFileSync(`${path}.gz`, gzipSync(bytes, { level: 9 }));
}

keepLastAssets(ASSETS, '.cache/page-assets');

/** The article as a document of the page. A header without words is none. */
function articleOf(markdown) {
  const [, title] = /^# (.*)$/m.exec(markdown);
  return plainDocument(
    title,
    `<p><a href="${PAGE_PATH}/">API Keys</a></p>\n${marked.parse(markdown).replaceAll('<th></th>', '<td></td>')}`,
  );
}
