export const NONE = -1;
/** What the store or the cache shows of the one event. */
export const OLD = 0;
export const NEW = 1;

/**
 * Small numbers only: flags, counts, and the numbers by which interners know registries, memberships, watches and
 * records. NONE: there is none.
 */
export interface State {
  /** The event is on key-events. */
  readonly acknowledged: number;
  readonly markSent: number;
  readonly confirmed: number;
  /** Command side: its fold of the registry, its watch, for how long it knows of the mark, what it is sending. */
  readonly commandFold: number;
  readonly watch: number;
  readonly markedFor: number;
  readonly commandSends: number;
  /**
   * Replica: its fold of the registry, incarnations begun, renewals attempted, its membership, what it is sending, what
   * it gave up and may still arrive.
   */
  readonly fold: number;
  readonly incarnations: number;
  readonly renewals: number;
  readonly membership: number;
  readonly sends: number;
  readonly late: number;
  /** The end of key-events as asked before an incarnation began (only where that is allowed). */
  readonly earlyEnd: number;
  /** How many steps of applying the event this process has done, and what came of them. */
  readonly steps: number;
  readonly applied: number;
  readonly store: number;
  readonly cacheInvalidatedAt: number;
  readonly cache: number;
  /** A read of the store that is under way: what it brings, and the cache's counter when it began. */
  readonly fill: number;
  readonly fillStartedAt: number;
  /** Records of the log that the command side, or the replica, has not read: one character each. */
  readonly commandUnread: string;
  readonly unread: string;
}

/** A short text that is equal for equal states only. */
export function keyOf(s: State): string {
  const flags =
    s.acknowledged +
    2 * s.markSent +
    4 * s.confirmed +
    8 * s.applied +
    16 * s.store +
    32 * s.cacheInvalidatedAt +
    64 * s.fillStartedAt +
    128 * s.steps;
  const small =
    s.cache +
    1 +
    4 * (s.fill + 1) +
    16 * (s.earlyEnd + 1) +
    64 * s.incarnations +
    256 * s.renewals +
    1024 * (s.markedFor + 1);
  const numbers = String.fromCharCode(
    flags,
    small,
    s.commandFold,
    s.watch,
    s.commandSends + 1,
    s.fold,
    s.membership + 1,
    s.sends + 1,
    s.late + 1,
  );
  return `${numbers}${s.commandUnread}\uffff${s.unread}`;
}
