import { expect, it } from '@jest/globals';
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const root = join(import.meta.dirname, '../..');
const textOf = (path: string) => readFileSync(join(root, path), 'utf8');

it('docs/operations.md tells what every metric means, and of none that does not exist', () => {
  const sources = globSync('{apps,libs}/**/*.ts', { cwd: root })
    .filter((path) => !path.endsWith('.spec.ts'))
    .map(textOf);
  const shown = new Set(
    sources.flatMap((text) => [...text.matchAll(/'((?:keyward|http)_[a-z_]+)'/g)].map(([, name]) => name)),
  );
  const documented = new Set(
    [...textOf('docs/operations.md').matchAll(/\b(?:keyward|http)_[a-z_]+\b/g)].map(([name]) =>
      name.replace(/_(bucket|sum|count)$/, ''),
    ),
  );
  expect(shown.size).toBeGreaterThan(30);
  expect([...shown].filter((name) => name !== undefined && !documented.has(name))).toEqual([]);
  expect([...documented].filter((name) => !shown.has(name))).toEqual([]);
});
