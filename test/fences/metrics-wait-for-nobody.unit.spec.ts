import { expect, it } from '@jest/globals';
import { globSync, readFileSync } from 'node:fs';

/**
 * A collector that waits makes the whole page of metrics wait: what has to be asked for goes through `sampledGauge`.
 */
const WAITING =
  /\basync collect\b|\bcollect\s*[:=]\s*async\b|\bcollect\(\)[^{]*Promise|\bcollect\(\)\s*\{[^}]*\bawait\b/;

it('no collector of a metric waits for a broker or a database', () => {
  const files = globSync('{apps,libs,examples}/**/*.ts', { cwd: new URL('../../', import.meta.url) }).filter(
    (file) => !file.startsWith('libs/process/metrics/') && !file.endsWith('.spec.ts'),
  );
  expect(files.length).toBeGreaterThan(100);
  expect(files.filter((file) => WAITING.test(readFileSync(new URL(`../../${file}`, import.meta.url), 'utf8')))).toEqual(
    [],
  );
});

it.each([
  'async collect() { this.set(await lag()); }',
  'collect: async () => {}',
  'collect(): Promise<void> { return lag(); }',
])('would catch %s', (source) => {
  expect(source).toMatch(WAITING);
});
