import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { runToEnd } from './child.mjs';
import { Refusal } from './refusal.mjs';

const STAMP = 'dist/.sources';
const FOLDERS = ['apps', 'examples', 'libs'];
const FILES = [
  'docs/authentication.md',
  'tools/build-console.mjs',
  'tools/bundle.mjs',
  'tools/keep-assets.mjs',
  'nest-cli.json',
  'package-lock.json',
  'package.json',
  'tsconfig.build.json',
  'tsconfig.json',
];

/** Builds dist/ unless it was built from exactly the present sources. */
export async function ensureBuilt(node) {
  const sources = digestOfSources();
  if (existsSync(STAMP) && readFileSync(STAMP, 'utf8') === sources) return;
  console.log('Building …');
  for (const step of [
    ['node_modules/@nestjs/cli/bin/nest.js', 'build'],
    ['tools/bundle.mjs'],
    ['tools/build-console.mjs'],
  ]) {
    if ((await runToEnd(node, step)) !== 0) throw new Refusal('The build failed; the messages above say where.');
  }
  writeFileSync(STAMP, sources);
}

function digestOfSources() {
  const hash = createHash('sha256');
  for (const path of [...FILES, ...FOLDERS.flatMap(filesBelow)].sort())
    hash.update(`${path}\0`).update(readFileSync(path)).update('\0');
  return hash.digest('hex');
}

function filesBelow(folder) {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { recursive: true })
    .map((path) => join(folder, path))
    .filter((path) => !path.endsWith('.spec.ts') && statSync(path).isFile());
}
