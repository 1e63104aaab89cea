/** How a consumer and its brokers find out about each other, in milliseconds. */
export interface ConsumerTiming {
  /** A member that is silent for so long has left its group. */
  readonly sessionMs: number;
  readonly heartbeatMs: number;
  /** How long a group that changes waits for members that are handling a batch. */
  readonly rebalanceMs: number;
  /** How long a broker may keep a fetch while nothing comes; what does come is answered at once. */
  readonly maxWaitMs: number;
  /** A consumer is given up when no fetch has come back for so long (in a group: plus `rebalanceMs`). */
  readonly silenceMs: number;
  /** A handler that has not come back by then hangs, and the subscription fails. */
  readonly handlerMs: number;
}

export const CONSUMER_TIMING: ConsumerTiming = {
  sessionMs: 10_000,
  heartbeatMs: 1000,
  rebalanceMs: 30_000,
  maxWaitMs: 500,
  silenceMs: 8000,
  handlerMs: 60_000,
};
