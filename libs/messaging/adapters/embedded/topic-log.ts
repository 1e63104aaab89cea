import { type IncomingRecord, type OutgoingRecord, type Position } from '#contracts';

/** Offsets a topic holds: from `first` up to and without `next`. Retention moves `first`, compaction does not. */
export interface Bounds {
  readonly first: number;
  readonly next: number;
}

/** The records of one topic; one partition, 0, with offsets from 0 without holes. */
export interface TopicLog {
  bounds(): Bounds;
  append(records: readonly OutgoingRecord[], at: Date): readonly Position[];
  /** How many records a reader gets at once that is so far behind. Default: as many as one reads at a time. */
  readonly atOnceWhenBehind?: number;
  /** Up to `limit` records from offset `from` on, in order. */
  read(from: number, limit: number): readonly IncomingRecord[];
}

export const PARTITION = 0;

/** Positions of `count` records that were appended from `first` on. */
export function positionsFrom(first: number, count: number): readonly Position[] {
  return Array.from({ length: count }, (_, index) => ({ partition: PARTITION, offset: first + index }));
}
