import { afterEach, beforeEach, expect, it } from '@jest/globals';
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

const { keepLastAssets } = (await import(pathToFileURL(join(process.cwd(), 'tools/keep-assets.mjs')).href)) as {
  readonly keepLastAssets: (assets: string, cache: string) => void;
};

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'keyward-assets-'));
});
afterEach(() => {
  rmSync(folder, { recursive: true });
});

/** A build empties the folder and writes its own. */
function builds(...names: readonly string[]): readonly string[] {
  const assets = join(folder, 'assets');
  rmSync(assets, { recursive: true, force: true });
  mkdirSync(assets);
  for (const name of names) writeFileSync(join(assets, name), name);
  keepLastAssets(assets, join(folder, 'cache'));
  return readdirSync(assets).sort();
}

it('a build keeps the assets of the one before, and not those of the one before that', () => {
  expect(builds('a1.js', 'b1.js')).toEqual(['a1.js', 'b1.js']);
  expect(builds('a2.js', 'b1.js')).toEqual(['a1.js', 'a2.js', 'b1.js']);
  expect(builds('a3.js', 'b3.js')).toEqual(['a2.js', 'a3.js', 'b1.js', 'b3.js']);
});

it('a build with the same assets counts as the one before', () => {
  builds('a1.js');
  builds('a2.js');
  expect(builds('a2.js')).toEqual(['a1.js', 'a2.js']);
});
