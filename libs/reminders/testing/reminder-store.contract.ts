import { beforeEach, describe, expect, it } from '@jest/globals';
import { type DataUnderTest, underTest } from '../../../test/kit/under-test.js';
import { OUTCOMES, STAGES } from '../domain/mail-plan.js';
import { type Claim, type Conclusion } from '../domain/reminder.js';
import { onDay } from '../domain/testing/events.js';
import { type OwnerChange, type ReminderStore } from '../ports/reminder-store.js';
import { keyChange, ownerChange, SETTLED } from './changes.js';

const ANN = 'acme/ann';
const BOB = 'acme/bob';
const CLAIM_MS = 60_000;
const wall = (ms: number) => new Date(Date.UTC(2030, 0, 1) + ms);

const all = (...ownerIds: readonly string[]) => ownerIds.map((ownerId) => ({ ownerId, keys: 'all' as const }));

/** Everything the ReminderStore port promises. Every adapter runs all of it. */
export function reminderStoreContract(name: string, open: () => Promise<DataUnderTest<ReminderStore>>): void {
  describe(`reminder store: ${name}`, () => {
    const { connect } = underTest(open);
    let store: ReminderStore;

    const save = (...changes: readonly OwnerChange[]) => store.save(changes, {});
    const claim = (day: number, at = 0, limit = 10, through = store): Promise<readonly Claim[]> =>
      through.claim({ dueBy: onDay(day), at: wall(at), claimMs: CLAIM_MS, limit });
    const claimOne = async (day = 100, at = 0): Promise<Claim> => {
      const [first] = await claim(day, at, 1);
      if (first === undefined) throw new Error('nothing to claim');
      return first;
    };
    const keys = (claims: readonly Claim[]) => claims.map(({ keyId }) => keyId);
    const conclusion = (more: Partial<Conclusion> = {}): Conclusion => ({
      wakeAt: null,
      restsUntil: null,
      settled: [],
      failures: null,
      ...more,
    });

    beforeEach(async () => {
      store = await connect();
    });

    describe('saving', () => {
      it('keeps owners with their keys, across connections', async () => {
        const change = ownerChange(ANN, 4, [
          keyChange({ keyId: 'k1', version: 2, expiresAt: onDay(300) }),
          keyChange({ keyId: 'k2', version: 4, intervalDays: null }, null),
        ]);
        await save(change, ownerChange(BOB, 1, [], { active: false }));
        const [ann, bob, ...others] = await (await connect()).owners(all(ANN, BOB, 'acme/nobody'));
        expect(others).toEqual([]);
        expect(ann).toEqual({
          ownerId: ANN,
          version: 4,
          active: true,
          keys: change.keys.map(({ schedule }) => schedule),
        });
        expect(bob).toEqual({ ownerId: BOB, version: 1, active: false, keys: [] });
      });

      it('reads the wanted keys of an owner, unless they are revoked or another’s', async () => {
        await save(
          ownerChange(ANN, 3, [
            keyChange({ keyId: 'k1', version: 1 }),
            keyChange({ keyId: 'k2', version: 2 }),
            keyChange({ keyId: 'k3', version: 3, revoked: true }, null),
          ]),
          ownerChange(BOB, 1, [keyChange({ keyId: 'k4', ownerId: BOB, version: 1 })]),
        );
        const read = await store.owners([
          { ownerId: ANN, keys: ['k2', 'k3', 'k4', 'none'] },
          { ownerId: BOB, keys: [] },
          { ownerId: 'acme/nobody', keys: ['k1'] },
        ]);
        expect(
          read.map(({ ownerId, version, keys: found }) => [ownerId, version, found.map(({ keyId }) => keyId)]),
        ).toEqual([
          [ANN, 3, ['k2']],
          [BOB, 1, []],
        ]);
      });

      it('leaves keys that are not among the changes as they are', async () => {
        await save(
          ownerChange(ANN, 2, [keyChange({ keyId: 'k1', version: 1 }), keyChange({ keyId: 'k2', version: 2 })]),
        );
        await save(ownerChange(ANN, 3, [keyChange({ keyId: 'k2', version: 3, name: 'new name' })]));
        const [ann] = await store.owners(all(ANN));
        expect(ann?.keys.map(({ keyId, version, name: keyName }) => [keyId, version, keyName])).toEqual([
          ['k1', 1, 'A key'],
          ['k2', 3, 'new name'],
        ]);
      });

      it('changes nothing when it is repeated, or is older than what is stored', async () => {
        const newest = ownerChange(ANN, 5, [keyChange({ version: 5, name: 'new' }, onDay(9))]);
        await save(newest);
        const before = [await store.owners(all(ANN)), await store.find('k1')];
        await save(newest);
        await save(
          ownerChange(ANN, 4, [keyChange({ version: 4, name: 'old', revoked: true }, null)], { active: false }),
        );
        expect([await store.owners(all(ANN)), await store.find('k1')]).toEqual(before);
      });

      it('writes each document under its own guard', async () => {
        await save(ownerChange(ANN, 5, []));
        await save(ownerChange(ANN, 5, [keyChange({ version: 5 })]));
        expect((await store.find('k1'))?.schedule.version).toBe(5);
      });

      it('does not list revoked keys with their owner, but still finds them', async () => {
        await save(ownerChange(ANN, 1, [keyChange({ version: 1, revoked: true }, null)]));
        expect(await store.owners(all(ANN))).toMatchObject([{ keys: [] }]);
        expect(await store.find('k1')).toMatchObject({ schedule: { revoked: true }, wakeAt: null });
        expect(await store.find('k2')).toBeUndefined();
      });

      it('keeps claims, settled mails and failures', async () => {
        await save(ownerChange(ANN, 1, [keyChange({ version: 1 })]));
        const failures = { mail: SETTLED, count: 2, since: onDay(20) };
        await store.conclude(
          await claimOne(),
          1,
          conclusion({
            settled: [SETTLED],
            failures: { ...failures, mail: { credentialId: 'c1', intervalDays: 30, stage: 'due' } },
            wakeAt: onDay(30),
          }),
        );
        const { fence } = await claimOne(100, 5);
        await save(ownerChange(ANN, 2, [keyChange({ version: 2, name: 'new' }, onDay(50))]));
        expect(await store.find('k1')).toEqual({
          schedule: keyChange({ version: 2, name: 'new' }).schedule,
          wakeAt: onDay(50),
          settled: [SETTLED],
          fence,
          leasedUntil: wall(5 + CLAIM_MS),
          failures: { mail: { credentialId: 'c1', intervalDays: 30, stage: 'due' }, count: 2, since: onDay(20) },
        });
      });

      it('keeps what came of every mail', async () => {
        await save(ownerChange(ANN, 1, [keyChange({ version: 1 })]));
        const settled = OUTCOMES.flatMap((outcome) =>
          STAGES.map((stage) => ({ ...SETTLED, stage, outcome, reason: 'why' })),
        );
        await store.conclude(await claimOne(), 1, conclusion({ settled }));
        expect((await (await connect()).find('k1'))?.settled).toEqual(settled);
      });

      it('moves positions forward only', async () => {
        expect(await store.positions()).toEqual({});
        await store.save([], { 0: 7, 3: 2 });
        await store.save([], { 0: 5, 3: 4, 11: 0 });
        expect(await (await connect()).positions()).toEqual({ 0: 7, 3: 4, 11: 0 });
      });
    });

    describe('claiming', () => {
      const waking = (keyId: string, day: number | null) =>
        keyChange({ keyId, version: 1 }, day === null ? null : onDay(day));

      it('gives what wakes up to the moment, the first to wake first, and no more than asked for', async () => {
        await save(
          ownerChange(ANN, 1, [waking('late', 30), waking('early', 10), waking('later', 31), waking('never', null)]),
          ownerChange(BOB, 1, [waking('middle', 20)]),
        );
        expect(keys(await claim(9.9))).toEqual([]);
        expect(keys(await claim(30, 0, 2)).sort()).toEqual(['early', 'middle']);
        expect(keys(await claim(30))).toEqual(['late']);
      });

      it('gives a reminder to nobody else before the claim is over, and then under a greater fence', async () => {
        await save(ownerChange(ANN, 1, [waking('k1', 10)]));
        const other = await connect();
        const [first] = await claim(10);
        expect(keys(await claim(10, CLAIM_MS - 1, 10, other))).toEqual([]);
        const [second] = await claim(10, CLAIM_MS, 10, other);
        expect(second?.keyId).toBe('k1');
        expect(second?.fence).toBeGreaterThan(first?.fence ?? Infinity);
        expect(await store.find('k1')).toMatchObject({ fence: second?.fence, leasedUntil: wall(2 * CLAIM_MS) });
      });

      it('gives each reminder to one of many who ask at once', async () => {
        const ids = Array.from({ length: 40 }, (_, index) => `k${String(index)}`);
        await save(
          ownerChange(
            ANN,
            1,
            ids.map((id) => waking(id, 10)),
          ),
        );
        const others = await Promise.all([connect(), connect(), connect()]);
        const taken = await Promise.all(
          others.flatMap((through) => [1, 2, 3, 4, 5].map(() => claim(10, 0, 4, through))),
        );
        expect(keys([...taken.flat(), ...(await claim(10, 0, 100))]).sort()).toEqual(ids.sort());
      });
    });

    describe('concluding', () => {
      it('stores what came of it and ends the claim', async () => {
        await save(ownerChange(ANN, 1, [keyChange({ version: 1 })]));
        const claimed = await claimOne();
        expect(await store.conclude(claimed, 1, conclusion({ settled: [SETTLED], wakeAt: onDay(30) }))).toBe(true);
        expect(await (await connect()).find('k1')).toMatchObject({
          settled: [SETTLED],
          failures: null,
          wakeAt: onDay(30),
        });
        expect(keys(await claim(29))).toEqual([]);
        expect(keys(await claim(30))).toEqual(['k1']);
      });

      it('has it rest: nobody gets it before that moment of wall time', async () => {
        await save(ownerChange(ANN, 1, [keyChange({ version: 1 })]));
        await store.conclude(await claimOne(), 1, conclusion({ wakeAt: onDay(23), restsUntil: wall(5000) }));
        expect(await store.find('k1')).toMatchObject({ wakeAt: onDay(23), leasedUntil: wall(5000) });
        expect(keys(await claim(100, 4999, 10, await connect()))).toEqual([]);
        expect(keys(await claim(100, 5000))).toEqual(['k1']);
      });

      it('is refused when the key was claimed again since, and changes nothing then', async () => {
        await save(ownerChange(ANN, 1, [keyChange({ version: 1 })]));
        const late = await claimOne();
        const current = await claimOne(100, CLAIM_MS);
        const before = await store.find('k1');
        expect(await store.conclude(late, 1, conclusion({ settled: [SETTLED] }))).toBe(false);
        expect(await store.find('k1')).toEqual(before);
        expect(await store.conclude(current, 1, conclusion())).toBe(true);
      });

      it('is taken after the claim while nobody claimed since, so that what was sent is remembered', async () => {
        await save(ownerChange(ANN, 1, [keyChange({ version: 1 })]));
        expect(await store.conclude(await claimOne(100, -2 * CLAIM_MS), 1, conclusion({ settled: [SETTLED] }))).toBe(
          true,
        );
      });

      it('keeps the wake-up of a schedule that has changed since', async () => {
        await save(ownerChange(ANN, 1, [keyChange({ version: 1 })]));
        const claimed = await claimOne();
        await save(ownerChange(ANN, 2, [keyChange({ version: 2 }, onDay(77))]));
        expect(await store.conclude(claimed, 1, conclusion({ settled: [SETTLED] }))).toBe(true);
        expect(await store.find('k1')).toMatchObject({ settled: [SETTLED], wakeAt: onDay(77) });
      });

      it('of a key that is not there is refused', async () => {
        expect(await store.conclude({ keyId: 'nobody', fence: 1 }, 1, conclusion())).toBe(false);
      });
    });

    it('counts what is due and since when, claimed or not', async () => {
      expect(await store.backlog(onDay(100))).toEqual({ due: 0, oldest: null });
      await save(
        ownerChange(ANN, 1, [
          keyChange({ keyId: 'a', version: 1 }, onDay(10)),
          keyChange({ keyId: 'b', version: 1 }, onDay(20)),
          keyChange({ keyId: 'c', version: 1 }, null),
        ]),
      );
      await claimOne(10);
      expect(await store.backlog(onDay(9))).toEqual({ due: 0, oldest: null });
      expect(await store.backlog(onDay(20))).toEqual({ due: 2, oldest: onDay(10) });
    });
  });
}
