import { expect, it } from '@jest/globals';
import { globSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { tableRows } from '../kit/table-rows.js';

const root = join(import.meta.dirname, '../..');
const textOf = (path: string) => readFileSync(join(root, path), 'utf8');
const sources = globSync('{apps,libs,test}/**/*.{ts,mjs}', { cwd: root });
const namesIn = (cell: string) => [...cell.matchAll(/`([^`]+)`/g)].map(([, name = '']) => name);
const isFile = (name: string) => /\.(ts|mjs)$/.test(name);

/** Names of a cell like "`Type` in `file.ts`" that no file of that cell holds; a cell that names nothing, too. */
function unborne(cell: string): readonly string[] {
  const names = namesIn(cell);
  const files = sources.filter((path) => names.includes(basename(path)));
  const missing = names.filter((name) =>
    isFile(name)
      ? !files.some((path) => basename(path) === name)
      : !files.some((path) => new RegExp(`\\b${name}\\b`).test(textOf(path))),
  );
  return names.length === 0 ? [cell] : missing;
}

const rows = tableRows(textOf('docs/glossary.md'), 'word');

it('every word of docs/glossary.md is borne by what it names', () => {
  expect(rows.length).toBeGreaterThan(60);
  expect(rows.flatMap(([word = '', , cell = '']) => unborne(cell).map((name) => `${word}: ${name}`))).toEqual([]);
});

it('no word stands for two things', () => {
  const words = rows.flatMap(([word = '']) => word.split(', '));
  expect(words.filter((word, index) => words.indexOf(word) !== index)).toEqual([]);
});

it.each(['`NoSuchType` in `judge.ts`', '`no-such-file.ts`', 'nothing'])('would miss %s', (cell) => {
  expect(unborne(cell)).toHaveLength(1);
});
