import { encodeKeyUsage, type KeyUsage, type OutgoingRecord } from '#contracts';
import { HOUR_MS, MINUTE_MS, startOf } from '../domain/time.js';
import { type CountedUses, type KeyHour, type Latest } from './usage-tally.js';

/** So that neither a record nor what a send has for one partition reaches what a broker takes at once (1 MB). */
const COUNTS_PER_RECORD = 1000;
const BYTES_PER_FLUSH = 256 * 1024;
const BYTES_OF_HEADERS = 500;
/** As much of a route as a record takes. */
const LONGEST_ROUTE = 300;

/** Records that are sent together, with one number. */
export type Flush = readonly OutgoingRecord[];

/**
 * What was counted, as flushes in the order they are to be sent. A flush has at most one record of each key and hour,
 * since the number of the flush shows whether that hour has the record already.
 * @param nextSequence number of the next flush, one more with each call.
 */
export function flushesOf(counted: readonly KeyHour[], counter: string, nextSequence: () => number): readonly Flush[] {
  const flushes: Flush[] = [];
  let rest = counted;
  while (rest.length > 0) {
    flushes.push(...roundOf(rest, counter, nextSequence));
    rest = rest.flatMap((keyHour) => remainderOf(keyHour) ?? []);
  }
  return flushes;
}

/** The first record of each. */
function roundOf(keyHours: readonly KeyHour[], counter: string, nextSequence: () => number): readonly Flush[] {
  const flushes: OutgoingRecord[][] = [];
  let flush: OutgoingRecord[] = [];
  let bytes = Infinity;
  let sequence = 0;
  for (const keyHour of keyHours) {
    if (bytes >= BYTES_PER_FLUSH) {
      flush = [];
      flushes.push(flush);
      bytes = 0;
      sequence = nextSequence();
    }
    const record = encodeKeyUsage(usageOf(keyHour, counter, sequence));
    flush.push(record);
    bytes += BYTES_OF_HEADERS + (record.value?.length ?? 0);
  }
  return flushes;
}

function remainderOf({ counts, ...keyHour }: KeyHour): KeyHour | null {
  return counts.length <= COUNTS_PER_RECORD
    ? null
    : { ...keyHour, counts: counts.slice(COUNTS_PER_RECORD), latest: new Map() };
}

function usageOf({ keyId, hour, counts, latest }: KeyHour, counter: string, sequence: number): KeyUsage {
  return {
    keyId,
    counter,
    sequence,
    hour: new Date(hour).toISOString(),
    counts: counts.slice(0, COUNTS_PER_RECORD).map(countOf),
    latest: [...latest].flatMap(([credentialId, seen]) => latestOf(credentialId, seen)),
  };
}

function countOf({ at, credentialId, route, accepted, denied }: CountedUses): KeyUsage['counts'][number] {
  return {
    minute: (at - startOf(HOUR_MS, at)) / MINUTE_MS,
    credentialId,
    route: route === null ? null : route.slice(0, LONGEST_ROUTE),
    accepted,
    denied,
  };
}

function latestOf(credentialId: string, { at, endpointAt, method, path }: Latest): KeyUsage['latest'] {
  const withEndpoint = { credentialId, at: new Date(endpointAt).toISOString(), endpoint: { method, path } };
  if (at === endpointAt) return [withEndpoint];
  const latest = { credentialId, at: new Date(at).toISOString(), endpoint: null };
  return endpointAt === 0 ? [latest] : [latest, withEndpoint];
}
