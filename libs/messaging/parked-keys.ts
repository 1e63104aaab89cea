import { type IncomingRecord, REPUBLISHED_HEADER } from '#contracts';

/**
 * Records of `key` that `group` skips: those from offset `from`, where a record was dead-lettered, up to and without
 * `until`, where the key was republished. An interval and not a flag, so that what is redelivered after a crash is
 * skipped alike.
 */
export interface ParkedKey {
  readonly group: string;
  readonly topic: string;
  readonly key: string;
  readonly partition: number;
  readonly from: number;
  /** null: the key is parked now. */
  readonly until: number | null;
  /** Why the record at `from` was refused. */
  readonly reason: string;
}

/** The parked keys of all groups, remembered across restarts and rebalances. */
export interface ParkedKeys {
  /** The intervals of those of `keys` that are or were parked. */
  among(group: string, topic: string, keys: readonly string[]): Promise<readonly ParkedKey[]>;
  /** Inserts, or replaces the interval of the same group, topic, key and `from`. */
  save(parked: ParkedKey): Promise<void>;
  /** The keys that `group` has parked now, on any topic. */
  parkedNow(group: string): Promise<readonly ParkedKey[]>;
}

export interface Sifted {
  /** In their order, without what is parked. */
  readonly flowing: readonly IncomingRecord[];
  /** Intervals that a republished record among the records ends. */
  readonly ended: readonly ParkedKey[];
}

/**
 * Takes the records of parked keys out of `records` (in log order), and ends an interval at the first record of its
 * republished stream.
 */
export function sift(records: readonly IncomingRecord[], parked: readonly ParkedKey[]): Sifted {
  if (parked.length === 0) return { flowing: records, ended: [] };
  let intervals = [...parked];
  const ended: ParkedKey[] = [];
  const flowing = records.filter((record) => {
    if (startsRepublication(record)) {
      intervals = intervals.map((interval) => {
        if (interval.until !== null || !sameKey(interval, record) || interval.from >= record.offset) return interval;
        const closed = { ...interval, until: record.offset };
        ended.push(closed);
        return closed;
      });
    }
    return !intervals.some(
      (interval) =>
        sameKey(interval, record) && interval.from <= record.offset && record.offset < (interval.until ?? Infinity),
    );
  });
  return { flowing, ended };
}

function startsRepublication({ headers }: IncomingRecord): boolean {
  return headers[REPUBLISHED_HEADER] === 'true' && headers['ce_streamversion'] === '1';
}

function sameKey(interval: ParkedKey, record: IncomingRecord): boolean {
  return interval.key === record.key && interval.partition === record.partition;
}
