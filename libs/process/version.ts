import { readFileSync } from 'node:fs';
import { findPackageJSON } from 'node:module';
import { z } from 'zod';

const packageJson = z.object({ version: z.string() });

/** Which version of Keyward this is, by its package.json; `unknown` where there is none. */
export function keywardVersion(): string {
  const manifest = findPackageJSON('..', import.meta.url);
  if (manifest?.endsWith('package.json') !== true) return 'unknown'; // where there is none, Node names a folder
  return packageJson.parse(JSON.parse(readFileSync(manifest, 'utf8'))).version;
}
