import { describe, expect, it } from '@jest/globals';
import { join } from 'node:path';
import { faultsOfAdapters, faultsOfSuites, implementationsIn, sourcesIn } from './contract-suites.js';

const sources = sourcesIn(join(import.meta.dirname, '../..'), 'libs/**/*.ts');

describe('the contract of a port', () => {
  it('is found by this test, with its adapters', () => {
    const found = implementationsIn(sources).map(({ name, port }) => `${name}: ${port}`);
    expect(found).toContain('MongoReminderStore: ReminderStore');
    expect(found).toContain('TcpKeyVerifier: KeyVerifier');
    expect(found.length).toBeGreaterThan(20);
  });

  it('has only tests that every adapter runs', () => {
    expect(faultsOfSuites(sources)).toEqual([]);
  });

  it('is run whole by every adapter', () => {
    expect(faultsOfAdapters(sources)).toEqual([]);
  });
});

const PORT = 'libs/beds/ports/bed-store.ts';
const SUITE = 'libs/beds/testing/bed-store.contract.ts';
const STORE = 'libs/beds/adapters/sqlite/sqlite-bed-store.ts';
const SPEC = 'libs/beds/adapters/sqlite/sqlite-bed-store.contract.spec.ts';
const GOOD = {
  [PORT]: 'export interface BedStore {}',
  [SUITE]: `
    import { describe, expect, it } from '@jest/globals';
    export function bedStoreContract(name: string, open: () => BedStore): void {
      describe(name, () => {
        const made = 1;
        describe('making', () => {
          it('makes', () => {});
        });
        it.each([1, 2])('keeps %s', () => {});
      });
    }`,
  [STORE]: `
    import { type BedStore } from '../../ports/bed-store.js';
    export class SqliteBedStore implements BedStore {}`,
  [SPEC]: `
    import { bedStoreContract } from '../../testing/bed-store.contract.js';
    import { SqliteBedStore } from './sqlite-bed-store.js';
    bedStoreContract('sqlite', () => new SqliteBedStore());`,
};
const faultsWith = (path: keyof typeof GOOD, from: string, to: string): string[] => {
  expect(GOOD[path]).toContain(from);
  const changed = new Map(Object.entries({ ...GOOD, [path]: GOOD[path].replace(from, to) }));
  return [...faultsOfSuites(changed), ...faultsOfAdapters(changed)];
};

describe('this fence', () => {
  it('lets a suite through that is run whole', () => {
    expect(faultsWith(SPEC, 'sqlite', 'sqlite')).toEqual([]);
  });

  const RUN = "bedStoreContract('sqlite', () => new SqliteBedStore());";
  it.each([
    ['is empty', RUN, ''],
    ['runs it in some cases only', RUN, `if (process.env.ENGINES) ${RUN}`],
    ['skips it', RUN, `describe.skip('not now', () => { ${RUN} });`],
    ['puts it where it may be skipped', RUN, `describe('beds', () => { ${RUN} });`],
    ['runs it on something else', 'new SqliteBedStore()', 'new Map()'],
    ['has a test that runs alone', RUN, `${RUN} it.only('is quick', () => {});`],
    ['has a test that runs alone, by its other name', RUN, `import { fit } from '@jest/globals'; ${RUN}`],
    ['calls the function of another file', '../../testing/bed-store.contract.js', './bed-store-contract.js'],
    ['runs part of it under the name of the whole', '{ bedStoreContract }', '{ bedPart as bedStoreContract }'],
  ])('catches a spec that %s', (_, from, to) => {
    expect(faultsWith(SPEC, from, to)).toHaveLength(1);
  });

  it.each([
    ['skips a test', "it('makes'", "it.skip('makes'"],
    ['skips a group', "describe('making'", "describe.skip('making'"],
    ['has a test that is still to be written', "it('makes', () => {});", "it.todo('makes');"],
    ['has a test that is to fail', "it('makes'", "it.failing('makes'"],
    ['leaves out a test for an adapter', "it('makes'", "if (name !== 'sqlite') it('makes'"],
    ['leaves out the rest for an adapter', "it('makes'", "if (name === 'sqlite') return; it('makes'"],
    ['chooses between running and skipping', "it('makes'", "(name === 'sqlite' ? it.skip : it)('makes'"],
    ['hides a test in a function', "it('makes', () => {});", "const later = () => { it('makes', () => {}); };"],
    ['has no test', /describe\(name[^]*\}\);/.exec(GOOD[SUITE])?.[0] ?? '', ''],
  ])('catches a suite that %s', (_, from, to) => {
    expect(faultsWith(SUITE, from, to)).not.toEqual([]);
  });

  it('catches an adapter whose port has no suite', () => {
    const store = GOOD[STORE].replace('BedStore }', 'BedStore, type Linen }').replace(
      'BedStore {',
      'BedStore, Linen {',
    );
    expect(faultsOfAdapters(new Map(Object.entries({ ...GOOD, [STORE]: store })))).toEqual([
      'SqliteBedStore implements Linen, but no spec beside it runs linenContract on it',
    ]);
  });
});
