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
  ['embedded', 1, globSync('libs/profiles/embedded/**/open-*.ts', { cwd: root })],
  ['distributed', 2, ['libs/profiles/distributed/open-distributed.ts', ...globSync('apps/*/*.app.ts', { cwd: root })]],
])('the table of ports and adapters names what is opened in the profile %s', (_, column, files) => {
  const source = files.map(textOf).join('\n');
  const opened = [
    ...source.matchAll(/\b([A-Z]\w+)\.(?:open|over|withLog)\(|\bopen(Kafka)\(|: (Mongo\w+)\b(?=[ ,]+[\w}])/g),
  ].map(([, adapter, log, store]) => adapter ?? store ?? `${String(log)}Log`);
  const adapters = opened.filter((name) => !['CommitLog', 'MongoConnection'].includes(name));
  expect(adapters.length).toBeGreaterThan(5);
  expect([...new Set(adapters)].sort()).toEqual([...new Set(named(rows.map((row) => row[column])))].sort());
});

it('every port of the table is one', () => {
  const sources = globSync('libs/**/*.ts', { cwd: root }).map(textOf).join('\n');
  for (const port of named(rows.map(([first]) => first))) expect(sources).toContain(`export interface ${port} {`);
});
