import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { type IncomingRecord, type OutgoingRecord } from '#contracts';
import { type RegistryRecord } from '../domain/registry-record.js';
import { emptyRegistry, evolve, type Registry } from '../domain/registry.js';
import { RegistryReader } from './registry-reader.js';
import { decodeRegistryRecord, encodeRegistrySnapshot } from './registry-record-codec.js';
import { type RegistrySnapshot } from './registry-snapshot.js';

const incarnation = fc.constantFrom('a', 'b', 'c');
const positions = fc.dictionary(fc.constantFrom('0', '1'), fc.nat(5));
const sequence = fc.integer({ min: 1, max: 4 });
const registryRecord: fc.Arbitrary<RegistryRecord> = fc.oneof(
  fc.record({ type: fc.constant('joined'), incarnation, leaseMs: fc.constant(1000), applied: positions }),
  fc.record({ type: fc.constant('renewed'), incarnation, sequence, applied: positions }),
  fc.record({ type: fc.constant('left'), incarnation }),
  fc.record({ type: fc.constant('removed'), incarnation, sequence: fc.nat(4) }),
  fc.record({ type: fc.constant('evicted'), incarnation }),
  fc.record({ type: fc.constant('mark'), positions }),
);
/** Or a snapshot of all but the last so many records before it. */
const written = fc.array(
  fc.oneof({ weight: 4, arbitrary: registryRecord }, fc.record({ snapshotOfAllBut: fc.nat(3) })),
  { minLength: 1, maxLength: 40 },
);

type Log = readonly (RegistryRecord | RegistrySnapshot)[];

function logOf(choices: readonly (RegistryRecord | { readonly snapshotOfAllBut: number })[]): Log {
  const log: (RegistryRecord | RegistrySnapshot)[] = [];
  for (const choice of choices) {
    if ('type' in choice) log.push(choice);
    else {
      const upTo = log.length - 1 - choice.snapshotOfAllBut;
      if (upTo >= 0) log.push(asRead({ type: 'snapshot', upTo, registry: foldOf(log.slice(0, upTo + 1)) }));
    }
  }
  return log;
}

/** The fold of a reader that reads everything. */
function foldOf(log: Log): Registry {
  return log.reduce<Registry>(
    (fold, record) => (record.type === 'snapshot' ? fold : evolve(fold, record)),
    emptyRegistry,
  );
}

function asRead(snapshot: RegistrySnapshot): RegistrySnapshot {
  const { key, headers, value }: OutgoingRecord = encodeRegistrySnapshot(snapshot);
  const record: IncomingRecord = {
    topic: 'verifiers',
    partition: 0,
    offset: 0,
    key,
    headers,
    value,
    timestamp: new Date(0),
  };
  const decoded = decodeRegistryRecord(record);
  if (typeof decoded === 'string' || decoded.type !== 'snapshot') throw new Error('it was read as something else');
  return decoded;
}

describe('a reader of the registry', () => {
  it('that begins anywhere folds what one folds that reads everything, from the first snapshot that covers its beginning', () => {
    fc.assert(
      fc.property(written, fc.nat(40), (choices, at) => {
        const log = logOf(choices);
        const begin = Math.min(at, log.length - 1);
        const reader = new RegistryReader(log.length - 1, begin === 0);
        let isCovered = false;
        log.slice(begin).forEach((record, index) => {
          reader.read(begin + index, record);
          isCovered ||= record.type === 'snapshot' && record.upTo >= begin - 1;
          if (isCovered) expect(reader.folded).toEqual(foldOf(log.slice(0, begin + index + 1)));
          else if (begin > 0) expect(reader.folded).toBeNull();
        });
        expect(reader.isStuck).toBe(begin > 0 && !isCovered);
        if (begin === 0) expect(reader.folded).toEqual(foldOf(log));
      }),
      { numRuns: 2000 },
    );
  });

  it('knows the registry of an empty log at once', () => {
    expect(new RegistryReader(-1, true).folded).toEqual(emptyRegistry);
  });

  it('takes a record that comes again for the one that it has', () => {
    const reader = new RegistryReader(1, true);
    reader.read(0, { type: 'mark', positions: { 0: 1 } });
    reader.read(1, { type: 'mark', positions: { 0: 2 } });
    reader.read(0, { type: 'mark', positions: { 0: 9 } });
    expect(reader.folded?.marked).toEqual({ 0: 2 });
  });

  it('refuses to go on when records were missed', () => {
    const reader = new RegistryReader(0, true);
    reader.read(7, { type: 'mark', positions: {} });
    expect(() => {
      reader.read(9, { type: 'mark', positions: {} });
    }).toThrow('goes on with offset 9 after 7');
  });
});
