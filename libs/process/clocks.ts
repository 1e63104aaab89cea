import { type Clock } from '#contracts';
import { token } from './token.js';

export const CLOCK = token<Clock>('Clock');

export class SystemClock implements Clock {
  now(): Date {
    return new Date();
  }
}

/** A clock for tests: once set, it ticks on from there, in every thread that has it. */
export class AdjustableClock implements Clock {
  private readonly offset: BigInt64Array;

  /** @param shared what another thread's clock has: then both show the same. */
  constructor(readonly shared = new SharedArrayBuffer(BigInt64Array.BYTES_PER_ELEMENT)) {
    this.offset = new BigInt64Array(shared);
  }

  now(): Date {
    return new Date(Date.now() + Number(Atomics.load(this.offset, 0)));
  }

  set(now: Date): void {
    Atomics.store(this.offset, 0, BigInt(now.getTime() - Date.now()));
  }
}
