import { Inject, Injectable } from '@nestjs/common';
import { type Actor } from '#contracts';
import { token } from '#process';
import { LRUCache } from 'lru-cache';
import { KEYRING_OPTIONS, type KeyringOptions } from './keyring-options.js';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const REMEMBERED_CALLERS = 10_000;

/** What the allowance fills up by, in milliseconds. */
export const MONOTONIC_MS = token<() => number>('MonotonicMs');

/**
 * How many changes a caller may still ask of this process: a window's worth at once, and it fills up again in a
 * window.
 */
@Injectable()
export class MutationAllowance {
  private readonly ofMinute: Allowances;
  private readonly ofMembers: Allowances;

  constructor(
    @Inject(KEYRING_OPTIONS) options: Pick<KeyringOptions, 'memberChangesPerHour' | 'mutationsPerMinute'>,
    @Inject(MONOTONIC_MS) now: () => number,
  ) {
    this.ofMinute = new Allowances(options.mutationsPerMinute, MINUTE_MS, now);
    this.ofMembers = new Allowances(options.memberChangesPerHour, HOUR_MS, now);
  }

  /** Takes one of a minute's. Returns 0, or, when there is none, in how many seconds there will be. */
  take(caller: Actor): number {
    return this.ofMinute.take(caller);
  }

  /** The same of an hour's changes of members, whose own streams do not tell how many one caller has made. */
  takeOfMembers(caller: Actor): number {
    return this.ofMembers.take(caller);
  }
}

class Allowances {
  /** When the allowance of a caller will be whole again. */
  private readonly wholeAt = new LRUCache<Actor, number>({ max: REMEMBERED_CALLERS });

  constructor(
    private readonly perWindow: number,
    private readonly windowMs: number,
    private readonly now: () => number,
  ) {}

  take(caller: Actor): number {
    const now = this.now();
    const costMs = this.windowMs / this.perWindow;
    const wholeAt = Math.max(now, this.wholeAt.get(caller) ?? now) + costMs;
    const waitMs = wholeAt - now - this.windowMs;
    if (waitMs > 1) return Math.ceil(waitMs / 1000);
    this.wholeAt.set(caller, wholeAt);
    return 0;
  }
}
