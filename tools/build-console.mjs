// Builds the page into dist/console, with docs/authentication.md beside it, and compresses its assets, so that no request has to.
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { marked } from 'marked';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';
import { build, resolveConfig } from 'vite';
import { keepLastAssets } from './keep-assets.mjs';

const ASSETS = 'dist/console/assets';

const config = { configFile: 'apps/console/vite.config.ts', logLevel: 'warn' };
const { base } = await resolveConfig(config, 'build', 'production', 'production');
await build(config);
writeFileSync('dist/console/authentication.html', articleOf(readFileSync('docs/authentication.md', 'utf8')));
for (const name of readdirSync(ASSETS)) {
  const path = join(ASSETS, name);
  const bytes = readFileSync(path);
  writeFileSync(`${path}.br`, brotliCompressSync(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: constants.BROTLI_MAX_QUALITY } }));
  writeFileSync(`${path}.gz`, gzipSync(bytes, { level: 9 }));
}

keepLastAssets(ASSETS, '.cache/page-assets');

/** The article as a document of the page: same colours, no script but that which chooses them. A header without words is none. */
function articleOf(markdown) {
  const [, title] = /^# (.*)$/m.exec(markdown);
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${title} · Keyward</title>
<script src="${base}color-scheme.js"></script>
<link rel="icon" href="${base}favicon.svg" type="image/svg+xml">
<link rel="stylesheet" href="${base}article.css">
</head>
<body>
<main>
<p><a href="${base}">API Keys</a></p>
${marked.parse(markdown).replaceAll('<th></th>', '<td></td>')}</main>
</body>
</html>
`;
}
