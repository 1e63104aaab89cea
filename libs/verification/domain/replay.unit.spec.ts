import { describe, expect, it, jest } from '@jest/globals';
import fc from 'fast-check';
import { randomHistory } from '../testing/random-histories.js';
import { ignored, refused } from './testing/events.js';
import { type ProjectableEvent } from './projection.js';
import { projectBatch, scopeOf } from './project-batch.js';
import { ReadModel } from './testing/read-model.js';
import { isOwnerWrite, type Write } from './write.js';

jest.setTimeout(30_000); // many runs of each property

/** What the log may hold for one owner: its stream, in which some records cannot be read, and some are missing. */
const log = fc
  .record({
    seed: fc.nat(),
    length: fc.integer({ min: 1, max: 40 }),
    faults: fc.array(fc.tuple(fc.nat(39), fc.constantFrom('refused', 'ignored', 'missing')), { maxLength: 3 }),
  })
  .map(({ seed, length, faults }) =>
    randomHistory({ ownerId: 'acme/ann', seed, length }).flatMap((recorded, index): ProjectableEvent[] => {
      const fault = faults.find(([at]) => at === index)?.[1];
      if (fault === 'missing') return [];
      if (fault === 'refused') return [refused(recorded.version)];
      return fault === 'ignored' ? [ignored(recorded.version)] : [{ outcome: 'event', recorded }];
    }),
  );

/** At least once: now and then the reader goes back, and reads on from there in order. */
const rewinds = fc.array(fc.tuple(fc.nat(40), fc.nat(40)), { maxLength: 5 });

function redelivered(
  events: readonly ProjectableEvent[],
  jumps: readonly (readonly [number, number])[],
): readonly ProjectableEvent[] {
  const again = jumps.flatMap(([from, length]) =>
    events.slice(Math.min(from, events.length), Math.min(from + length, events.length)),
  );
  const ends = jumps.flatMap(([from, length]) => events.slice(0, from + length));
  return [...ends, ...again, ...events];
}

describe('the read model', () => {
  it('is the same however often records come again, and however they are batched', () => {
    fc.assert(
      fc.property(log, rewinds, fc.integer({ min: 1, max: 10 }), (events, jumps, size) => {
        const once = new ReadModel().apply(events);
        const often = new ReadModel();
        const delivered = redelivered(events, jumps);
        for (let at = 0; at < delivered.length; at += size) often.apply(delivered.slice(at, at + size));
        expect(often.documents).toEqual(once.documents);
      }),
    );
  });

  it('is not changed by a replay from any earlier point', () => {
    fc.assert(
      fc.property(log, fc.nat(40), (events, from) => {
        const model = new ReadModel().apply(events);
        const before = model.documents;
        expect(model.apply(events.slice(from)).documents).toEqual(before);
        expect(model.apply(events).documents).toEqual(before);
      }),
    );
  });

  it('never gives back what was revoked, and never goes back in version', () => {
    fc.assert(
      fc.property(log, rewinds, (events, jumps) => {
        const model = new ReadModel();
        for (const event of redelivered(events, jumps)) {
          const before = model.documents;
          model.apply([event]);
          for (const credential of before.credentials) {
            const after = model.documents.credentials.find(({ digest }) => digest === credential.digest);
            expect(after?.version).toBeGreaterThanOrEqual(credential.version);
            if (credential.revokedAt !== null) expect(after?.revokedAt).toBe(credential.revokedAt);
          }
        }
      }),
      { numRuns: 50 },
    );
  });

  it('is the same when several replicas write it at once, each at its own pace, write by write', () => {
    fc.assert(
      fc.property(log, fc.array(fc.nat(2), { maxLength: 300 }), (events, turns) => {
        const model = new ReadModel();
        const replicas = [0, 1, 2].map(() => replica(model, events));
        for (const turn of turns) replicas[turn]?.next();
        for (const each of replicas) while (each.next().done !== true);
        expect(model.documents).toEqual(new ReadModel().apply(events).documents);
      }),
    );
  });

  it('is written credentials first, the owner last', () => {
    fc.assert(
      fc.property(log, (events) => {
        const model = new ReadModel();
        for (const event of events) {
          const { writes } = projectBatch([event], model.load(scopeOf([event])));
          const ownerWrites = writes.filter(isOwnerWrite);
          expect(ownerWrites).toHaveLength(1);
          expect(writes.at(-1)).toBe(ownerWrites[0]);
          model.write(writes);
        }
      }),
    );
  });

  it('is whole again once a parked owner’s stream was republished', () => {
    fc.assert(
      fc.property(fc.nat(), (seed) => {
        const whole = randomHistory({ ownerId: 'acme/ann', seed, length: 40 }).map((recorded): ProjectableEvent => ({
          outcome: 'event',
          recorded,
        }));
        const model = new ReadModel().apply(whole.filter((_, index) => (index + seed) % 7 !== 3)).apply(whole);
        expect(model.owner()?.parked).toBeNull();
        expect(model.documents).toEqual(new ReadModel().apply(whole).documents);
      }),
      { numRuns: 30 },
    );
  });
});

/** Reads each event's documents, then writes one document at a time; the others go on in between. */
function* replica(model: ReadModel, events: readonly ProjectableEvent[]): Generator<Write> {
  for (const event of events) {
    const { writes } = projectBatch([event], model.load(scopeOf([event])));
    for (const write of writes) {
      yield write;
      model.write([write]);
    }
  }
}
