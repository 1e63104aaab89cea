import { assertNever, furthest, type Positions } from '#contracts';
import { type RegistryRecord } from './registry-record.js';

/** What the log shows of one incarnation of a replica. */
export interface RegistryEntry {
  readonly leaseMs: number;
  /** Number of its last renewal in the log; 0: only its `joined`. */
  readonly sequence: number;
  /** What it had applied when it sent that renewal. */
  readonly applied: Positions;
  /** What the marks before its `joined` name: it does not serve before it has applied all of that. */
  readonly joinedBehind: Positions;
}

/** What the registry's log says so far. The same for everybody who has read as far. */
export interface Registry {
  readonly entries: ReadonlyMap<string, RegistryEntry>;
  /**
   * Incarnations that no renewal counts for any more, but that may answer until their last lease runs out or they say
   * that they left.
   */
  readonly evicted: ReadonlyMap<string, RegistryEntry>;
  /** Incarnations that have ended, whatever still arrives. */
  readonly ended: ReadonlySet<string>;
  /** The furthest positions that marks have named. */
  readonly marked: Positions;
}

export const emptyRegistry: Registry = { entries: new Map(), evicted: new Map(), ended: new Set(), marked: {} };

/**
 * How many ended and evicted incarnations are remembered, the newest ones. A record that arrives behind more ends than
 * that could at worst bring back an entry that nobody serves under: its replica has read the end of that incarnation
 * and uses another.
 */
export const REMEMBERED = 1000;

export function evolve(registry: Registry, record: RegistryRecord): Registry {
  switch (record.type) {
    case 'joined': {
      const { incarnation, leaseMs, applied } = record;
      if (registry.entries.has(incarnation) || registry.ended.has(incarnation)) return registry;
      return withEntry(registry, incarnation, { leaseMs, sequence: 0, applied, joinedBehind: registry.marked });
    }
    case 'renewed': {
      const { incarnation, sequence, applied } = record;
      const entry = registry.entries.get(incarnation); // a renewal never brings an entry back
      if (entry === undefined || sequence <= entry.sequence) return registry;
      return withEntry(registry, incarnation, { ...entry, sequence, applied });
    }
    case 'left':
      return notEvicted(end(registry, record.incarnation), record.incarnation);
    case 'removed':
      return registry.entries.get(record.incarnation)?.sequence === record.sequence
        ? end(registry, record.incarnation)
        : registry;
    case 'evicted': {
      const entry = registry.entries.get(record.incarnation);
      const ended = end(registry, record.incarnation);
      return entry === undefined
        ? ended
        : { ...ended, evicted: new Map([...newest(registry.evicted), [record.incarnation, entry]]) };
    }
    case 'mark':
      return { ...registry, marked: furthest(registry.marked, record.positions) };
    default:
      return assertNever(record);
  }
}

function withEntry(registry: Registry, incarnation: string, entry: RegistryEntry): Registry {
  return { ...registry, entries: new Map(registry.entries).set(incarnation, entry) };
}

function end(registry: Registry, incarnation: string): Registry {
  if (registry.ended.has(incarnation)) return registry;
  const entries = new Map(registry.entries);
  entries.delete(incarnation);
  return { ...registry, entries, ended: new Set([...newest(registry.ended), incarnation]) };
}

function notEvicted(registry: Registry, incarnation: string): Registry {
  if (!registry.evicted.has(incarnation)) return registry;
  return { ...registry, evicted: new Map([...registry.evicted].filter(([other]) => other !== incarnation)) };
}

function newest<T>(remembered: Iterable<T>): T[] {
  return [...remembered].slice(-(REMEMBERED - 1));
}
