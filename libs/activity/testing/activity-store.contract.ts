import { beforeEach, describe, expect, it } from '@jest/globals';
import { type DataUnderTest, underTest } from '../../../test/kit/under-test.js';
import { type HourRange } from '../domain/window.js';
import { type ActivityStore } from '../ports/activity-store.js';
import { count, HOUR, key, latest, ms, owner, record, usage } from './samples.js';

const NEXT_HOUR = '2026-01-05T10:00:00.000Z';
const DAY = { from: ms('2026-01-05T00:00:00Z'), to: ms('2026-01-06T00:00:00Z') };

/** Everything the ActivityStore port promises. Every adapter runs all of it. */
export function activityStoreContract(name: string, open: () => Promise<DataUnderTest<ActivityStore>>): void {
  describe(`activity store: ${name}`, () => {
    const { connect } = underTest(open);
    let store: ActivityStore;

    const total = async (keyId = 'k1'): Promise<number> =>
      (await store.sums([keyId], DAY)).reduce((sum, { accepted, denied }) => sum + accepted + denied, 0);
    const sorted = <T extends object>(uses: readonly T[]): T[] =>
      [...uses].sort((a, b) => JSON.stringify(a).localeCompare(JSON.stringify(b)));

    beforeEach(async () => {
      store = await connect();
    });

    describe('adding usage', () => {
      it('keeps accepted and denied apart, by key, credential and minute', async () => {
        await store.addUsage([
          usage({
            counts: [
              count({ minute: 1, accepted: 2 }),
              count({ minute: 1, accepted: 3, denied: 4 }),
              count({ minute: 59, credentialId: 'c2', accepted: 0, denied: 5 }),
            ],
          }),
          usage({ keyId: 'k2', counts: [count({ minute: 1, accepted: 7 })] }),
        ]);
        expect(sorted(await store.minutes(['k1', 'k2'], [ms(HOUR)]))).toEqual(
          sorted([
            { keyId: 'k1', credentialId: 'c1', at: ms('2026-01-05T09:01:00Z'), accepted: 5, denied: 4 },
            { keyId: 'k1', credentialId: 'c2', at: ms('2026-01-05T09:59:00Z'), accepted: 0, denied: 5 },
            { keyId: 'k2', credentialId: 'c1', at: ms('2026-01-05T09:01:00Z'), accepted: 7, denied: 0 },
          ]),
        );
        expect(sorted(await store.sums(['k1', 'k2'], DAY))).toEqual(
          sorted([
            { keyId: 'k1', credentialId: 'c1', accepted: 5, denied: 4 },
            { keyId: 'k1', credentialId: 'c2', accepted: 0, denied: 5 },
            { keyId: 'k2', credentialId: 'c1', accepted: 7, denied: 0 },
          ]),
        );
      });

      it('adds the records of a counter, and those of different counters, to one hour', async () => {
        await store.addUsage([
          usage(),
          usage({ sequence: 2 }),
          usage({ sequence: 7 }),
          usage({ counter: 'counter-2' }),
        ]);
        expect(await total()).toBe(4);
      });

      it('adds a record once, however often it comes: in the same batch, in another, over another connection, after later ones', async () => {
        await store.addUsage([usage(), usage()]);
        await store.addUsage([usage(), usage({ sequence: 2 }), usage()]);
        await (await connect()).addUsage([usage(), usage({ sequence: 2 })]);
        expect(await total()).toBe(2);
      });

      it('guards every hour and key by itself where the sequence is theirs', async () => {
        await store.addUsage([usage(), usage({ hour: NEXT_HOUR }), usage({ keyId: 'k2' })]);
        expect(await total()).toBe(2);
        expect(await total('k2')).toBe(1);
      });

      it('puts a late record into its own minutes', async () => {
        await store.addUsage([usage({ hour: NEXT_HOUR })]);
        await store.addUsage([usage({ sequence: 2, counts: [count({ minute: 30 })] })]);
        expect((await store.hours('k1', DAY)).map(({ at }) => at)).toEqual([ms(HOUR), ms(NEXT_HOUR)]);
        expect(await store.minutes(['k1'], [ms(HOUR)])).toMatchObject([
          { at: ms('2026-01-05T09:30:00Z'), accepted: 1 },
        ]);
      });

      it('loses no addition when two connections add to one hour at the same time', async () => {
        const other = await connect();
        await Promise.all(
          [store, other].map(async (through, n) => {
            for (let sequence = 1; sequence <= 20; sequence++)
              await through.addUsage([usage({ counter: `counter-${String(n)}`, sequence })]);
          }),
        );
        expect(await total()).toBe(40);
      });

      it('counts beyond 2^31', async () => {
        await store.addUsage([
          usage({ counts: [count({ accepted: 3_000_000_000 })] }),
          usage({ sequence: 2, counts: [count({ accepted: 3_000_000_000 })] }),
        ]);
        expect(await total()).toBe(6_000_000_000);
      });

      it('takes ids with any characters', async () => {
        const odd = { keyId: 'key.$1 \'"\u2603', counter: 'pod.1/$x' };
        await store.addUsage([
          usage({ ...odd, counts: [count({ credentialId: 'c.$2' })] }),
          usage({ ...odd, sequence: 2, counts: [count({ credentialId: 'c.$2' })] }),
        ]);
        expect(await store.sums([odd.keyId], DAY)).toEqual([
          { keyId: odd.keyId, credentialId: 'c.$2', accepted: 2, denied: 0 },
        ]);
      });

      describe('of many keys in one record', () => {
        const totals = async () => Promise.all(['k1', 'k2', 'k3'].map((keyId) => total(keyId)));

        it('adds to all of them, what waits of one key together', async () => {
          await store.addUsage([record(1, ['k1', 'k2']), record(2, ['k2', 'k3']), record(3, ['k1', 'k2', 'k3'])]);
          expect(await totals()).toEqual([2, 3, 2]);
          await store.addUsage([record(4, ['k1']), record(5, ['k1', 'k3']), record(6, ['k1'])]);
          expect(await totals()).toEqual([5, 3, 3]);
          expect(await store.lastUses([{ keyId: 'k1', credentialIds: [] }])).toMatchObject([{ at: ms(HOUR) + 6 }]);
        });

        it('adds each record once, however often it comes, and with whatever others', async () => {
          const [one, two, three] = [record(1, ['k1', 'k2']), record(2, ['k1']), record(3, ['k2', 'k3'])];
          await store.addUsage([one, one]);
          await store.addUsage([one, two, one, two]);
          await store.addUsage([one, two, three]);
          await (await connect()).addUsage([two, three]);
          expect(await totals()).toEqual([2, 2, 1]);
        });

        it('keeps counters apart, and hours', async () => {
          const next = ms(NEXT_HOUR);
          await store.addUsage([
            record(1, ['k1']),
            record(1, ['k1', 'k2'], { counter: 'counter-2' }),
            record(2, ['k1'], {
              hour: next,
              uses: [{ keyId: 'k1', credentialId: 'c-k1', at: next, accepted: 10, denied: 0 }],
            }),
          ]);
          expect(await totals()).toEqual([12, 1, 0]);
          expect((await store.hours('k1', DAY)).map(({ at, accepted }) => [at, accepted])).toEqual([
            [ms(HOUR), 2],
            [next, 10],
          ]);
        });
      });
    });

    describe('packing', () => {
      const everything = async () => ({
        minutes: sorted(await store.minutes(['k1', 'k2'], [ms(HOUR), ms(NEXT_HOUR)])),
        sums: sorted(await store.sums(['k1', 'k2'], DAY)),
        steps: sorted(await store.steps(['k1', 'k2'], DAY, 6 * 3_600_000)),
        hours: sorted(await store.hours('k1', DAY)),
      });
      const pack = async (before: string, limit = 10): Promise<void> => {
        while ((await store.packBefore(ms(before), limit)) > 0);
      };

      beforeEach(() =>
        store.addUsage([
          usage({ counts: [count({ minute: 1, accepted: 2, denied: 200 }), count({ minute: 59, accepted: 70_000 })] }),
          usage({ sequence: 2, counts: [count({ minute: 1, credentialId: 'c2', accepted: 5_000_000_000 })] }),
          usage({ keyId: 'k2' }),
          usage({ hour: NEXT_HOUR, counts: [count({ minute: 3 })] }),
        ]),
      );

      it('changes no answer', async () => {
        const before = await everything();
        await pack(NEXT_HOUR, 1);
        expect(await everything()).toEqual(before);
        await pack(NEXT_HOUR);
        expect(await everything()).toEqual(before);
      });

      it('takes hours that began before the given one, and each once', async () => {
        expect(await store.packBefore(ms(HOUR), 10)).toBe(0);
        expect(await store.packBefore(ms(NEXT_HOUR), 1)).toBe(1);
        await pack(NEXT_HOUR);
        expect(await store.packBefore(ms(NEXT_HOUR), 10)).toBe(0);
        expect(await store.packBefore(ms('2026-01-05T11:00:00Z'), 10)).toBeGreaterThan(0);
      });

      it('takes what comes late, once, and packs it with the others', async () => {
        await pack(NEXT_HOUR);
        const late = usage({ sequence: 3, counts: [count({ minute: 1 }), count({ minute: 30, denied: 1 })] });
        await store.addUsage([late, late, usage({ sequence: 2 })]);
        const before = await everything();
        expect(before.minutes).toContainEqual({
          keyId: 'k1',
          credentialId: 'c1',
          at: ms('2026-01-05T09:01:00Z'),
          accepted: 3,
          denied: 200,
        });
        expect(before.minutes).toHaveLength(6);
        await pack(NEXT_HOUR);
        expect(await everything()).toEqual(before);
      });

      it('does not keep hours from expiring', async () => {
        await pack(NEXT_HOUR);
        await store.expireBefore(ms(NEXT_HOUR), 10);
        expect(await total()).toBe(1);
        expect(await total('k2')).toBe(0);
        expect(await store.minutes(['k1', 'k2'], [ms(HOUR)])).toEqual([]);
      });
    });

    describe('reading uses', () => {
      it('takes the first hour of a range and leaves out its end', async () => {
        await store.addUsage([usage(), usage({ hour: NEXT_HOUR, counts: [count({ accepted: 10 })] })]);
        const range = { from: ms(HOUR), to: ms(NEXT_HOUR) };
        expect(await store.hours('k1', range)).toEqual([
          { keyId: 'k1', credentialId: 'c1', at: ms(HOUR), accepted: 1, denied: 0 },
        ]);
        expect(await store.sums(['k1'], range)).toEqual([{ keyId: 'k1', credentialId: 'c1', accepted: 1, denied: 0 }]);
      });

      it('sums up hours in steps from the start of a range, by key and credential', async () => {
        const at = (hour: string) => `2026-01-05T${hour}:00:00.000Z`;
        await store.addUsage([
          usage({ hour: at('08') }),
          usage({
            hour: at('09'),
            counts: [count({ accepted: 2, denied: 3 }), count({ credentialId: 'c2', accepted: 5 })],
          }),
          usage({ hour: at('14'), counts: [count({ accepted: 7 })] }),
          usage({ hour: at('15'), counts: [count({ accepted: 11 })] }),
          usage({ hour: at('20'), counts: [count({ accepted: 13 })] }),
          usage({ keyId: 'k2', hour: at('10') }),
        ]);
        expect(
          sorted(await store.steps(['k1', 'k2'], { from: ms(at('09')), to: ms(at('20')) }, 6 * 3_600_000)),
        ).toEqual(
          sorted([
            { keyId: 'k1', credentialId: 'c1', at: ms(at('09')), accepted: 9, denied: 3 },
            { keyId: 'k1', credentialId: 'c2', at: ms(at('09')), accepted: 5, denied: 0 },
            { keyId: 'k1', credentialId: 'c1', at: ms(at('15')), accepted: 11, denied: 0 },
            { keyId: 'k2', credentialId: 'c1', at: ms(at('09')), accepted: 1, denied: 0 },
          ]),
        );
        expect(await store.steps([], DAY, 3_600_000)).toEqual([]);
      });

      it('answers nothing for keys without uses, and for no keys', async () => {
        await store.addUsage([usage()]);
        expect(await store.sums(['k9'], DAY)).toEqual([]);
        expect(await store.sums([], DAY)).toEqual([]);
        expect(await store.minutes(['k1'], [])).toEqual([]);
        expect(await store.hours('k9', DAY)).toEqual([]);
        expect(await store.lastUses([{ keyId: 'k9', credentialIds: ['c1'] }])).toEqual([]);
        expect(await store.lastUses([])).toEqual([]);
      });

      it('shows what another connection has added', async () => {
        await (await connect()).addUsage([usage()]);
        expect(await total()).toBe(1);
      });
    });

    describe('the last use', () => {
      const lastOf = async (credentialId = 'c1') =>
        (await store.lastUses([{ keyId: 'k1', credentialIds: [credentialId] }])).find(
          (last) => last.credentialId === credentialId,
        );

      it('is the latest by its own time, whatever comes last', async () => {
        await store.addUsage([usage({ latest: [latest('2026-01-05T09:10:00Z', '/late')] })]);
        await store.addUsage([usage({ counter: 'counter-2', latest: [latest('2026-01-05T09:05:00Z', '/early')] })]);
        expect(await lastOf()).toEqual({
          keyId: 'k1',
          credentialId: 'c1',
          at: ms('2026-01-05T09:10:00Z'),
          endpoint: { at: ms('2026-01-05T09:10:00Z'), method: 'GET', path: '/late' },
        });
      });

      it('keeps the latest known endpoint when a later request has none', async () => {
        await store.addUsage([
          usage({ latest: [latest('2026-01-05T09:10:00Z', '/known')] }),
          usage({ sequence: 2, latest: [latest('2026-01-05T09:20:00Z', null)] }),
        ]);
        expect(await lastOf()).toMatchObject({
          at: ms('2026-01-05T09:20:00Z'),
          endpoint: { at: ms('2026-01-05T09:10:00Z'), path: '/known' },
        });
        await store.addUsage([usage({ sequence: 3, latest: [latest('2026-01-05T09:15:00Z', '/known later')] })]);
        expect(await lastOf()).toMatchObject({ at: ms('2026-01-05T09:20:00Z'), endpoint: { path: '/known later' } });
      });

      it('is known for each credential', async () => {
        await store.addUsage([
          usage({ latest: [latest('2026-01-05T09:10:00Z', '/a', 'c1'), latest('2026-01-05T09:11:00Z', null, 'c2')] }),
        ]);
        expect(await lastOf('c1')).toMatchObject({ endpoint: { path: '/a' } });
        expect(await lastOf('c2')).toMatchObject({ at: ms('2026-01-05T09:11:00Z'), endpoint: null });
      });

      it('of credentials that are not named is that of the latest, and of the one with the latest endpoint', async () => {
        const minuteOf = (n: number) => `2026-01-05T09:${String(n).padStart(2, '0')}:00.000Z`;
        const uses = Array.from({ length: 40 }, (_, n) => latest(minuteOf(n), n < 30 ? '/a' : null, `c${String(n)}`));
        await store.addUsage([
          usage({ latest: uses.toReversed() }),
          usage({ keyId: 'k2', latest: [latest(minuteOf(50), '/other', 'other')] }),
        ]);
        const found = async (...credentialIds: readonly string[]) =>
          (await store.lastUses([{ keyId: 'k1', credentialIds }])).map(({ credentialId }) => credentialId).sort();
        expect(await found()).toEqual(['c29', 'c39']);
        expect(await found('c39', 'c3', 'c-unused')).toEqual(['c29', 'c3', 'c38', 'c39']);
        expect(await found('c39', 'c38', 'c29')).toEqual(['c28', 'c29', 'c37', 'c38', 'c39']);
        await store.addUsage([usage({ sequence: 2, latest: [latest(minuteOf(45), '/a', 'c0')] })]);
        expect(await found()).toEqual(['c0']);
        expect(
          sorted(await store.lastUses(['k1', 'k2', 'k9'].map((keyId) => ({ keyId, credentialIds: [] })))),
        ).toMatchObject([{ keyId: 'k1' }, { keyId: 'k2', credentialId: 'other' }]);
      });

      it('stays known when its hour has expired', async () => {
        await store.addUsage([usage({ latest: [latest('2026-01-05T09:10:00Z', '/a')] })]);
        await store.expireBefore(ms(NEXT_HOUR), 10);
        expect(await lastOf()).toMatchObject({ at: ms('2026-01-05T09:10:00Z'), endpoint: { path: '/a' } });
      });
    });

    describe('expiry', () => {
      it('deletes hours that began before the given one, with their minutes, and nothing else', async () => {
        await store.addUsage([
          usage(),
          usage({ hour: NEXT_HOUR, counts: [count({ accepted: 10 })] }),
          usage({ keyId: 'k2' }),
        ]);
        expect(await store.expireBefore(ms(NEXT_HOUR), 10)).toBe(2);
        expect(await store.minutes(['k1', 'k2'], [ms(HOUR), ms(NEXT_HOUR)])).toMatchObject([
          { keyId: 'k1', accepted: 10 },
        ]);
        expect(await total()).toBe(10);
        expect(await store.expireBefore(ms(NEXT_HOUR), 10)).toBe(0);
      });

      it('takes the oldest first when there are more than the limit', async () => {
        await store.addUsage([usage({ hour: NEXT_HOUR }), usage()]);
        expect(await store.expireBefore(DAY.to, 1)).toBe(1);
        expect((await store.hours('k1', DAY)).map(({ at }) => at)).toEqual([ms(NEXT_HOUR)]);
      });
    });

    describe('owners and their keys', () => {
      it('are read as they were stored', async () => {
        const ben = owner({ ownerId: 'acme/ben', active: false, keys: [] });
        await store.saveOwners([owner(), ben]);
        const other = await connect();
        expect(sorted(await other.owners(['acme/ann', 'acme/ben', 'acme/nobody']))).toEqual(
          sorted([
            { ownerId: 'acme/ann', version: 2, active: true },
            { ownerId: 'acme/ben', version: 2, active: false },
          ]),
        );
        expect(await other.keysOf('acme/ann')).toEqual([key()]);
        expect(await other.keysOf('acme/ben')).toEqual([]);
        expect(await other.keys(['k1', 'k9'])).toEqual([key()]);
        expect(await store.owners([])).toEqual([]);
        expect(await store.keys([])).toEqual([]);
      });

      it('are replaced by a later version only, an owner as a key', async () => {
        await store.saveOwners([owner({ version: 2 })]);
        const revokedAt = '2026-01-03T00:00:00.000Z';
        for (const version of [1, 2])
          await store.saveOwners([owner({ version, active: false, keys: [key({ revokedAt })] })]);
        expect(await store.owners(['acme/ann'])).toMatchObject([{ version: 2, active: true }]);
        expect(await store.keysOf('acme/ann')).toEqual([key()]);
        const later = key({ revokedAt, version: 3, olderCredentials: 4 });
        await store.saveOwners([owner({ version: 3, active: false, keys: [later] })]);
        expect(await store.owners(['acme/ann'])).toMatchObject([{ version: 3, active: false }]);
        expect(await store.keysOf('acme/ann')).toEqual([later]);
      });

      it('are found newest first, a few at a time', async () => {
        const keys = [10, 9, 2, 4].map((createdIn) => key({ keyId: `k${String(createdIn)}`, createdIn, version: 10 }));
        await store.saveOwners([
          owner({ version: 10, keys }),
          owner({ ownerId: 'acme/ben', keys: [key({ keyId: 'k3', createdIn: 3, ownerId: 'acme/ben' })] }),
        ]);
        const newest = async (limit: number, before?: number) =>
          (await store.newestKeys('acme/ann', limit, before)).map(({ keyId }) => keyId);
        expect(await newest(2)).toEqual(['k10', 'k9']);
        expect(await newest(2, 9)).toEqual(['k4', 'k2']);
        expect(await newest(5, 2)).toEqual([]);
        expect(await newest(5)).toEqual(['k10', 'k9', 'k4', 'k2']);
        expect((await store.newestKeys('acme/ben', 5))[0]).toEqual(
          key({ keyId: 'k3', createdIn: 3, ownerId: 'acme/ben' }),
        );
      });

      it('tell which keys that are not revoked have more uses than others, packed or not', async () => {
        const revokedAt = '2026-01-03T00:00:00.000Z';
        const named = (keyId: string, more = {}) => key({ keyId, ...more });
        await store.saveOwners([
          owner({
            keys: [named('k1'), named('k2'), named('k3'), named('k-revoked', { revokedAt }), named('k-unused')],
          }),
          owner({ ownerId: 'acme/ben', keys: [named('k-ben', { ownerId: 'acme/ben' })] }),
        ]);
        const counts = [count({ accepted: 5, denied: 5 }), count({ credentialId: 'c2', accepted: 1 })];
        await store.addUsage([
          ...['k1', 'k-revoked', 'k-ben'].map((keyId) => usage({ keyId, counts })),
          usage({ keyId: 'k2', counts: [count({ accepted: 10 })] }),
          usage({ keyId: 'k3', hour: NEXT_HOUR, counts }),
        ]);
        const used = async (range: HourRange) => {
          const { standing, keyIds } = await store.usedMore('acme/ann', range, 10);
          return { standing, keyIds: [...keyIds].sort() };
        };
        for (let packed = -1; packed !== 0; packed = await store.packBefore(ms(NEXT_HOUR), 10)) {
          expect(await used({ from: ms(HOUR), to: ms(NEXT_HOUR) })).toEqual({ standing: 4, keyIds: ['k1'] });
          expect(await used(DAY)).toEqual({ standing: 4, keyIds: ['k1', 'k3'] });
        }
        expect(await store.usedMore('acme/nobody', DAY, 10)).toEqual({ standing: 0, keyIds: [] });
      });

      it('keep the keys that a change does not hold, in the order they were created', async () => {
        const keys = [10, 9, 2].map((createdIn) => key({ keyId: `k${String(createdIn)}`, createdIn, version: 10 }));
        await store.saveOwners([owner({ version: 10, keys })]);
        await store.saveOwners([
          owner({ version: 11, keys: [key({ keyId: 'k11', createdIn: 11, version: 11 })] }),
          owner({ ownerId: 'acme/ben', keys: [key({ keyId: 'k1', ownerId: 'acme/ben' })] }),
        ]);
        expect((await store.keysOf('acme/ann')).map(({ keyId }) => keyId)).toEqual(['k2', 'k9', 'k10', 'k11']);
        expect((await store.keys(['k1', 'k11'])).map(({ ownerId }) => ownerId).sort()).toEqual([
          'acme/ann',
          'acme/ben',
        ]);
      });
    });
  });
}
