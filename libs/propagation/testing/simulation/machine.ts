import { type VirtualTime } from './virtual-time.js';

/** Does one piece of work after the other, in the order in which they come. */
export class Machine {
  busyMs = 0;
  private freeAt = 0;

  constructor(private readonly time: VirtualTime) {}

  /** In how many milliseconds a piece of work is done that comes now and takes `takesMs`. */
  doneIn(takesMs: number): number {
    this.busyMs += takesMs;
    this.freeAt = Math.max(this.freeAt, this.time.now) + takesMs;
    return this.freeAt - this.time.now;
  }
}
