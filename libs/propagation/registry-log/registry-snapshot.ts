import { type Registry } from '../domain/registry.js';

/** The fold of the registry's log up to an offset, written into that log, so that a reader need not begin before it. */
export interface RegistrySnapshot {
  readonly type: 'snapshot';
  readonly upTo: number;
  readonly registry: Registry;
}

/** So many records stand between one snapshot and the next. */
export const SNAPSHOT_EVERY = 500;
/** So many records before the end of the log a reader begins: a snapshot is among them, and what it does not hold. */
export const LONGEST_TAIL = 4 * SNAPSHOT_EVERY;
