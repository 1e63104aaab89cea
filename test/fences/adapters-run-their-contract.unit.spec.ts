import { describe, expect, it } from '@jest/globals';
import { globSync } from 'node:fs';
import { join } from 'node:path';

const ROOT = join(import.meta.dirname, '../..');

describe('every adapter', () => {
  const adapters = globSync('libs/*/adapters/*/', { cwd: ROOT }).filter(
    (folder) => globSync('**/*.ts', { cwd: join(ROOT, folder) }).length > 0,
  );

  it('is found by this test', () => {
    expect(adapters).toContain(join('libs', 'messaging', 'adapters', 'embedded'));
  });

  it.each(adapters)('%s has a spec that runs its port’s contract suite', (folder) => {
    expect(globSync('*.{contract,engine}.spec.ts', { cwd: join(ROOT, folder) })).not.toEqual([]);
  });
});
