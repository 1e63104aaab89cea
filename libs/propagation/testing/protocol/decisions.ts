import { isStaleFill } from '../../domain/fill.js';
import { hasPassed } from '../../domain/barrier.js';
import {
  attempt,
  mayAnswer,
  mayAskEnd,
  readBack,
  recordToSend,
  serveOnceCaughtUp,
  stop,
} from '../../domain/membership.js';
import { evolve } from '../../domain/registry.js';
import { evictableIn, observe, removableIn } from '../../domain/watch.js';

/** The steps of applying one event, each followed by the next at any later time. */
export type ApplyStep = 'writes the store' | 'invalidates the cache' | 'advances';

/**
 * What decides in the model: the runtime's own functions, and the order of two things that the runtime does one after
 * the other.
 */
export interface Decisions {
  readonly evolve: typeof evolve;
  readonly observe: typeof observe;
  readonly removableIn: typeof removableIn;
  readonly evictableIn: typeof evictableIn;
  readonly hasPassed: typeof hasPassed;
  readonly attempt: typeof attempt;
  readonly recordToSend: typeof recordToSend;
  readonly readBack: typeof readBack;
  readonly mayAskEnd: typeof mayAskEnd;
  readonly serveOnceCaughtUp: typeof serveOnceCaughtUp;
  readonly stop: typeof stop;
  readonly mayAnswer: typeof mayAnswer;
  readonly isStaleFill: typeof isStaleFill;
  readonly applies: readonly ApplyStep[];
  /** Whether the end of key-events may be asked before the replica has begun an incarnation. */
  readonly asksEndEarly: boolean;
}

export const runtimeDecisions: Decisions = {
  evolve,
  observe,
  removableIn,
  evictableIn,
  hasPassed,
  attempt,
  recordToSend,
  readBack,
  mayAskEnd,
  serveOnceCaughtUp,
  stop,
  mayAnswer,
  isStaleFill,
  applies: ['writes the store', 'invalidates the cache', 'advances'],
  asksEndEarly: false,
};

/** Each rule, and the decisions without it. One decision is replaced; the others stay the runtime's. */
export const WITHOUT_RULE = {
  'fenced removal': {
    ...runtimeDecisions,
    hasPassed: (position, registry, watch, now) => {
      const present = [...watch.present].filter(([, watched]) => removableIn(watched, now) > 0);
      return hasPassed(position, registry, { ...watch, present: new Map(present) }, now);
    },
  },
  'lease measured from before the send': {
    ...runtimeDecisions,
    readBack: (membership, registry) => {
      const read = readBack(membership, registry);
      const isNew = read.counted !== null && read.counted.sequence !== membership.counted?.sequence;
      return isNew ? { ...read, counted: { ...read.counted, basis: { monotonic: 0, wall: 0 } } } : read; // 0 is now
    },
  },
  'entry written before the end is read': { ...runtimeDecisions, asksEndEarly: true },
  'no re-creation by a renewal': {
    ...runtimeDecisions,
    evolve: (registry, record) => {
      if (record.type !== 'renewed' || registry.entries.has(record.incarnation)) return evolve(registry, record);
      const { incarnation, sequence, applied } = record;
      return {
        ...registry,
        entries: new Map(registry.entries).set(incarnation, { leaseMs: 1, sequence, applied, joinedBehind: {} }),
      };
    },
  },
  'stop before leaving': { ...runtimeDecisions, stop: (membership) => membership },
  'apply before advance': { ...runtimeDecisions, applies: ['advances', 'writes the store', 'invalidates the cache'] },
  'the dropped fill': { ...runtimeDecisions, isStaleFill: () => false },
  'store before cache': { ...runtimeDecisions, applies: ['invalidates the cache', 'writes the store', 'advances'] },
  'a removal names the last sequence': {
    ...runtimeDecisions,
    evolve: (registry, record) => {
      if (record.type !== 'removed') return evolve(registry, record);
      const sequence = registry.entries.get(record.incarnation)?.sequence;
      return evolve(registry, { ...record, sequence: sequence ?? record.sequence });
    },
  },
  'an eviction is waited out': {
    ...runtimeDecisions,
    hasPassed: (position, registry, watch, now) => hasPassed(position, registry, { ...watch, evicted: new Map() }, now),
  },
  'the mark is read back': {
    ...runtimeDecisions,
    hasPassed: (position, registry, watch, now) =>
      hasPassed(position, { ...registry, marked: { [position.partition]: position.offset } }, watch, now),
  },
} as const satisfies Record<string, Decisions>;

export type Rule = keyof typeof WITHOUT_RULE;
