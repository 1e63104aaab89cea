import kafkajs from 'kafkajs';

/**
 * What a consumer knows of its membership in its group. kafkajs may go on with one that the brokers have ended: when
 * they refuse a join in a way that it would try again (as a coordinator that is still loading does), it fetches on as
 * before, joins no more, and reports nothing.
 */
export class Membership {
  /** From the latest join on; aborted with what the brokers said. */
  private eviction = new AbortController();
  /** How often each broker was asked for records since a join became due; null while none is. */
  private askedSince: Map<number, number> | null = null;

  /** @param onStale called with the reason when a consumer goes on without the join that is due. */
  constructor(private readonly onStale: (reason: Error) => void) {}

  /** Aborted when the partitions may be somebody else's. */
  get evicted(): AbortSignal {
    return this.eviction.signal;
  }

  joined(): void {
    this.eviction = new AbortController();
    this.askedSince = null;
  }

  /**
   * For a request that belongs to the membership of now: passes on what the request was refused with, whenever that
   * comes.
   */
  refusals(): (error: unknown) => void {
    const { eviction } = this;
    return (error) => {
      if (isEviction(error)) eviction.abort(error);
    };
  }

  /** A batch was left with `error`: a join is due if the brokers have ended the membership. */
  batchLeft(error: unknown): void {
    if (!isEviction(error)) return;
    this.eviction.abort(error);
    this.joinIsDue();
  }

  /** Before a join nothing more is fetched. */
  joinIsDue(): void {
    this.askedSince ??= new Map();
  }

  /** One fetch may have been on its way; none follows it but behind a join. */
  asked(node: number): void {
    if (this.askedSince === null) return;
    const times = (this.askedSince.get(node) ?? 0) + 1;
    this.askedSince.set(node, times);
    if (times < 2) return;
    this.askedSince = null;
    this.onStale(
      new Error('the brokers ended the membership in the group, and the consumer went on without joining again', {
        cause: this.evicted.reason,
      }),
    );
  }
}

/** The brokers have given, or are about to give, this member's partitions to others. */
function isEviction(error: unknown): boolean {
  return error instanceof kafkajs.KafkaJSProtocolError && EVICTIONS.has(error.type);
}

const EVICTIONS: ReadonlySet<string> = new Set([
  'REBALANCE_IN_PROGRESS',
  'ILLEGAL_GENERATION',
  'UNKNOWN_MEMBER_ID',
  'NOT_COORDINATOR_FOR_GROUP',
  'FENCED_INSTANCE_ID',
]);
