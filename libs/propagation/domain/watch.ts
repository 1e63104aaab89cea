import { covers, type Position } from '#contracts';
import { surelyOver } from './lease.js';
import { type RegistryEntry, type Registry } from './registry.js';

/**
 * An entry as a watcher saw it; `since`: when it read what it shows, by the watcher's own monotonic clock in
 * milliseconds.
 */
export interface Watched {
  readonly entry: RegistryEntry;
  readonly since: number;
}

/** What the command's side knows about time, which is not in the log. */
export interface Watch {
  /** Since when each entry's sequence has not changed. */
  readonly present: ReadonlyMap<string, Watched>;
  /** Since when each eviction is known. */
  readonly evicted: ReadonlyMap<string, Watched>;
}

export const emptyWatch: Watch = { present: new Map(), evicted: new Map() };

/** After reading the log as far as `registry`. Entries that were read at a start are watched from then on. */
export function observe(watch: Watch, registry: Registry, now: number): Watch {
  return {
    present: new Map(
      [...registry.entries].map(([incarnation, entry]) => {
        const known = watch.present.get(incarnation);
        return [incarnation, known?.entry.sequence === entry.sequence ? known : { entry, since: now }];
      }),
    ),
    evicted: new Map(
      [...registry.evicted].map(([incarnation, entry]) => [
        incarnation,
        watch.evicted.get(incarnation) ?? { entry, since: now },
      ]),
    ),
  };
}

/**
 * In how many milliseconds the entry's last lease is surely over, so that a `removed` with its sequence may be sent. 0:
 * now.
 */
export function removableIn({ entry, since }: Watched, now: number): number {
  return Math.max(0, since + surelyOver(entry.leaseMs) - now);
}

/**
 * In how many milliseconds the entry may be evicted if it goes on like this: it has held up a change since
 * `blockingSince` for a LEASE and still renews. Infinity: it is silent, and will be removed.
 */
export function evictableIn({ entry, since }: Watched, blockingSince: number, now: number): number {
  const isSilent = now - since >= entry.leaseMs / 2;
  return isSilent ? Infinity : Math.max(0, blockingSince + entry.leaseMs - now);
}

/** In how many milliseconds the last lease of an evicted incarnation is surely over. 0: it is. */
export function evictionOverIn(evicted: Watched, now: number): number {
  return removableIn(evicted, now);
}

/**
 * Whether this incarnation may answer from before `position`, as far as the log shows: it neither shows it as applied
 * nor joined behind a mark of it.
 */
export function isBehind({ applied, joinedBehind }: RegistryEntry, position: Position): boolean {
  return !covers(applied, position) && !covers(joinedBehind, position);
}
