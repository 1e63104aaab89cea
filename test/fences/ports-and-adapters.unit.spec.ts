import { expect, it } from '@jest/globals';
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { tableRows } from '../kit/table-rows.js';

const root = join(import.meta.dirname, '../..');
const textOf = (path: string) => readFileSync(join(root, path), 'utf8');
const named = (cells: readonly (string | undefined)[]) =>
  [...cells.join(' ').matchAll(/`(\w+)`/g)].map(([, name]) => name ?? '');

const rows = tableRows(textOf('docs/architecture.md'), 'port');

it.each([
  ['embedded', 1],
  ['distributed', 2],
])('the table of ports and adapters names what the profile %s opens', (profile, column) => {
  const source = textOf(`libs/profiles/${profile}/open-${profile}.ts`);
  const opened = [...source.matchAll(/\b([A-Z]\w+)\.open\(|\bopen(Kafka)\(/g)].map(
    ([, adapter, log]) => adapter ?? `${String(log)}Log`,
  );
  expect(opened.length).toBeGreaterThan(5);
  expect([...new Set(opened)].sort()).toEqual([...new Set(named(rows.map((row) => row[column])))].sort());
});

it('every port of the table is one', () => {
  const sources = globSync('libs/**/*.ts', { cwd: root }).map(textOf).join('\n');
  for (const port of named(rows.map(([first]) => first))) expect(sources).toContain(`export interface ${port} {`);
});
