import { describe, expect, it } from '@jest/globals';
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Metric, metricsIn } from './metrics-in.js';
import { tableRows } from '../kit/table-rows.js';

const root = join(import.meta.dirname, '../..');
const textOf = (path: string) => readFileSync(join(root, path), 'utf8');

const declared = globSync('{apps,libs,examples}/**/*.ts', { cwd: root })
  .filter((path) => !path.endsWith('.spec.ts'))
  .flatMap((path) => metricsIn(textOf(path)));
const documented = tableRows(textOf('docs/metrics.md'), 'metric').map(
  ([name = '', type = '', labels = '']): Metric => ({
    name: name.replaceAll('`', ''),
    type,
    labels: labels === '' ? [] : labels.split(', '),
  }),
);
const byName = (one: Metric, other: Metric) => one.name.localeCompare(other.name);

it('docs/metrics.md lists every metric with its type and labels, once, and none that does not exist', () => {
  expect(declared.length).toBeGreaterThan(40);
  expect(documented.toSorted(byName)).toEqual(declared.toSorted(byName));
});

it('all documents speak of metrics that exist', () => {
  const names = new Set(declared.map(({ name }) => name));
  const spoken = globSync('{*.md,{docs,libs,deploy}/**/*.md}', { cwd: root }).flatMap((path) =>
    [...textOf(path).matchAll(/\b(?:keyward|http)_[a-z_]+[a-z]\b/g)].map(([name]) => ({ path, name })),
  );
  expect(spoken.length).toBeGreaterThan(documented.length);
  expect(spoken.filter(({ name }) => !names.has(name) && !names.has(name.replace(/_(bucket|sum|count)$/, '')))).toEqual(
    [],
  );
});

describe('what reads the code', () => {
  it.each<[string, string, readonly Metric[]]>([
    [
      'a constructor',
      "new Counter({ name: 'keyward_a_total', labelNames: ['x', 'y'], registers })",
      [{ name: 'keyward_a_total', type: 'counter', labels: ['x', 'y'] }],
    ],
    [
      'what is asked for elsewhere',
      "sampledGauge(metrics, { name: 'keyward_a', sample })",
      [{ name: 'keyward_a', type: 'gauge ⏱', labels: [] }],
    ],
    [
      'what names traces',
      "new TracedHistogram({ name: 'http_a', labelNames: ['x'], buckets: [1], registers })",
      [{ name: 'http_a', type: 'histogram ◆', labels: ['x'] }],
    ],
    [
      'names of a table, for the one constructor that takes its name from it',
      "const TABLE = { a: 'keyward_a_total', b: 'keyward_b_total' }; new Counter({ name, labelNames: ['x'] });",
      [
        { name: 'keyward_a_total', type: 'counter', labels: ['x'] },
        { name: 'keyward_b_total', type: 'counter', labels: ['x'] },
      ],
    ],
    [
      'a name that nothing is constructed with, so that it is missed nowhere',
      "const name = 'keyward_a';",
      [{ name: 'keyward_a', type: 'unknown', labels: [] }],
    ],
  ])('finds %s', (_what, source, metrics) => {
    expect(metricsIn(source)).toEqual(metrics);
  });
});
