import { setImmediate as turn } from 'node:timers/promises';
import { type Clocks, type Schedule } from '../registry-log/time.js';

/** Time that only a test moves; both clocks start at 1,000,000. */
export class ManualTime implements Clocks {
  private mono = 1_000_000;
  private wallAhead = 0;
  private timers: { readonly at: number; readonly run: () => void }[] = [];

  monotonic(): number {
    return this.mono;
  }
  wall(): number {
    return this.mono + this.wallAhead;
  }

  readonly schedule: Schedule = (ms, run) => {
    const timer = { at: this.mono + ms, run };
    this.timers.push(timer);
    return () => {
      this.timers = this.timers.filter((other) => other !== timer);
    };
  };

  /** The wall clock alone moves, as when somebody sets it or a suspended machine wakes up. */
  jumpWall(ms: number): void {
    this.wallAhead += ms;
  }

  /** Lets everything happen that happens within `ms`, in order. */
  async advance(ms: number): Promise<void> {
    const until = this.mono + ms;
    await settled();
    for (let next = this.nextBefore(until); next !== undefined; next = this.nextBefore(until)) {
      this.timers = this.timers.filter((other) => other !== next);
      this.mono = Math.max(this.mono, next.at);
      next.run();
      await settled();
    }
    this.mono = until;
    await settled();
  }

  private nextBefore(until: number): { readonly at: number; readonly run: () => void } | undefined {
    return this.timers.filter(({ at }) => at <= until).sort((a, b) => a.at - b.at)[0];
  }
}

/** Whatever can happen without time has happened. */
export async function settled(): Promise<void> {
  for (let i = 0; i < 8; i++) await turn();
}
