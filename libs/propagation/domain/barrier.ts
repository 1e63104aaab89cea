import { covers, type Position } from '#contracts';
import { type Registry } from './registry.js';
import { evictionOverIn, isBehind, type Watch, type Watched } from './watch.js';

/** The incarnations that a change at `position` waits for. */
export interface Blockers {
  /** Until they show the position as applied, leave, are removed or evicted. */
  readonly present: ReadonlyMap<string, Watched>;
  /** Evicted: until their lease is over, or they leave. */
  readonly evicted: ReadonlyMap<string, Watched>;
}

export function blockersOf(position: Position, watch: Watch, now: number): Blockers {
  const present = [...watch.present].filter(([, { entry }]) => isBehind(entry, position));
  const evicted = [...watch.evicted].filter(
    ([, watched]) => isBehind(watched.entry, position) && evictionOverIn(watched, now) > 0,
  );
  return { present: new Map(present), evicted: new Map(evicted) };
}

/**
 * Whether no replica can still answer from before `position`. A mark of it (of anybody's) must have been read back: a
 * replica that joins behind that has the position to apply first, and every replica that joined before it is known
 * here.
 */
export function hasPassed(position: Position, registry: Registry, watch: Watch, now: number): boolean {
  if (!covers(registry.marked, position)) return false;
  const { present, evicted } = blockersOf(position, watch, now);
  return present.size === 0 && evicted.size === 0;
}
