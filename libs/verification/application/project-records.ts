import { type Decoded, decodeKeyEvent, furthest, type IncomingRecord, type Positions } from '#contracts';
import { projectBatch, type Projected, scopeOf } from '../domain/project-batch.js';
import { type ProjectableEvent } from '../domain/projection.js';
import { type VerificationStore } from '../ports/verification-store.js';

export interface ProjectedRecords extends Projected {
  /** Up to where everything is applied now. */
  readonly applied: Positions;
}

/**
 * Applies records of key-events, in log order, to a read model that has applied everything up to `before`. The only way
 * they get into one.
 */
export async function projectRecords(
  store: Pick<VerificationStore, 'apply' | 'load'>,
  records: readonly IncomingRecord[],
  before: Positions,
): Promise<ProjectedRecords> {
  const events = records.map((record) => withOwner(decodeKeyEvent(record)));
  const reached = Object.fromEntries(records.map(({ partition, offset }) => [partition, offset]));
  const projected = projectBatch(events, await store.load(scopeOf(events)));
  await store.apply(projected.writes, reached);
  return { ...projected, applied: furthest(before, reached) };
}

function withOwner(event: Decoded): ProjectableEvent {
  if (event.outcome === 'event') return event;
  const { ownerId } = event;
  if (ownerId === null) throw new TypeError('a key event without an owner: nobody can be parked for it');
  return { ...event, ownerId };
}
