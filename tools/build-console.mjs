// Builds the page into dist/console and compresses its assets, so that no request has to.
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';
import { build } from 'vite';

const ASSETS = 'dist/console/assets';

await build({ configFile: 'apps/console/vite.config.ts', logLevel: 'warn' });
for (const name of readdirSync(ASSETS)) {
  const path = join(ASSETS, name);
  const bytes = readFileSync(path);
  writeFileSync(`${path}.br`, brotliCompressSync(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: constants.BROTLI_MAX_QUALITY } }));
  writeFileSync(`${path}.gz`, gzipSync(bytes, { level: 9 }));
}
