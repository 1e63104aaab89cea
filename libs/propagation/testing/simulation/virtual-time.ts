import { setImmediate as turn } from 'node:timers/promises';
import { type Clocks, type Schedule } from '../../registry-log/time.js';

interface Event {
  readonly at: number;
  readonly number: number;
  run: (() => void) | null;
  readonly wakes: boolean;
}

/** Time that goes from one event to the next, in milliseconds from 0; what is due at the same moment runs in order. */
export class VirtualTime implements Clocks {
  now = 0;
  private scheduled = 0;
  /** A binary heap: no event comes before the one at half its index. */
  private readonly heap: Event[] = [];

  monotonic(): number {
    return this.now;
  }
  wall(): number {
    return this.now;
  }

  readonly schedule: Schedule = (ms, run) => this.add(ms, run, true);

  /** As `schedule`, for what resolves no promise: nobody has to be waited for after it. */
  readonly scheduleQuietly: Schedule = (ms, run) => this.add(ms, run, false);

  /** Runs everything that happens until `end`. */
  async runUntil(end: number): Promise<void> {
    await turn();
    for (let next = this.heap[0]; next !== undefined && next.at <= end; next = this.heap[0]) {
      this.pop();
      if (next.run === null) continue;
      this.now = next.at;
      next.run();
      if (next.wakes) await turn(); // everything that waits for a promise goes on
    }
    this.now = end;
  }

  private add(ms: number, run: () => void, wakes: boolean): () => void {
    const event: Event = { at: this.now + ms, number: this.scheduled++, run, wakes };
    this.push(event);
    return () => {
      event.run = null;
    };
  }

  private push(event: Event): void {
    let at = this.heap.length;
    while (at > 0) {
      const above = (at - 1) >> 1;
      const parent = this.heap[above];
      if (parent === undefined || isBefore(parent, event)) break;
      this.heap[at] = parent;
      at = above;
    }
    this.heap[at] = event;
  }

  private pop(): void {
    const last = this.heap.pop();
    if (last === undefined || this.heap.length === 0) return;
    let at = 0;
    for (;;) {
      const [left, right] = [this.heap[2 * at + 1], this.heap[2 * at + 2]];
      if (left === undefined || (isBefore(last, left) && (right === undefined || isBefore(last, right)))) break;
      const isRight = right !== undefined && isBefore(right, left);
      this.heap[at] = isRight ? right : left;
      at = 2 * at + (isRight ? 2 : 1);
    }
    this.heap[at] = last;
  }
}

function isBefore(one: Event, other: Event): boolean {
  return one.at === other.at ? one.number < other.number : one.at < other.at;
}
