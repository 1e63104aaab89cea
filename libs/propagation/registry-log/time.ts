/** What leases and waits are measured by: never domain time. */
export interface Clocks {
  /** Milliseconds since any fixed moment; never goes back. */
  monotonic(): number;
  /** Milliseconds since 1970. */
  wall(): number;
}

/** Runs `run` once after `ms` milliseconds; the returned function calls it off. */
export type Schedule = (ms: number, run: () => void) => () => void;

export const systemClocks: Clocks = { monotonic: () => performance.now(), wall: () => Date.now() };

/** Keeps no process alive. */
export const systemSchedule: Schedule = (ms, run) => {
  const timer = setTimeout(run, ms).unref();
  return () => {
    clearTimeout(timer);
  };
};

const LONGEST_MS = 2 ** 31 - 1;

/** One timer that can be set again; the latest setting holds. */
export class Alarm {
  private cancelLast: () => void = () => undefined;

  constructor(
    private readonly schedule: Schedule,
    private readonly ring: () => void,
  ) {}

  /** Infinity: no alarm. Never earlier than `ms`, so that what is judged by the clock then is due. */
  set(ms: number): void {
    this.cancelLast();
    this.cancelLast = ms === Infinity ? () => undefined : this.schedule(Math.min(Math.ceil(ms), LONGEST_MS), this.ring);
  }
}
