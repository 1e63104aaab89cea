import { type Clock } from '#contracts';
import { token } from './token.js';

export const CLOCK = token<Clock>('Clock');

export class SystemClock implements Clock {
  now(): Date {
    return new Date();
  }
}

/** A clock for tests: once set, it ticks on from there. */
export class AdjustableClock implements Clock {
  private offset = 0;

  now(): Date {
    return new Date(Date.now() + this.offset);
  }

  set(now: Date): void {
    this.offset = now.getTime() - Date.now();
  }
}
