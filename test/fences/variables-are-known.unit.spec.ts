import { expect, it } from '@jest/globals';
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const root = join(import.meta.dirname, '../..');
const textOf = (path: string) => readFileSync(join(root, path), 'utf8');
const variablesIn = (paths: readonly string[]) =>
  paths.flatMap((path) =>
    [...textOf(path).matchAll(/^ {2}readonly ([A-Z][A-Z0-9_]+)\??:/gm)].map(([, name = '']) => name),
  );

const files = globSync('{apps,libs}/**/*{.env,-env}.ts', { cwd: root });

it('docs/*.md tell of every variable that an app reads', () => {
  const docs = globSync('docs/*.md', { cwd: root }).map(textOf).join();
  const read = variablesIn(files);
  expect(read.length).toBeGreaterThan(50);
  expect(read.filter((name) => !new RegExp(`\\b${name}\\b`).test(docs))).toEqual([]);
});

it('a variable of one service is never taken for a mistyped one of another', () => {
  const known = textOf('libs/service-kit/env/near-misses.ts');
  expect(
    variablesIn(files.filter((path) => !path.startsWith('apps/ops/'))).filter((name) => !known.includes(`'${name}'`)),
  ).toEqual([]);
});
