import { Inject, Injectable } from '@nestjs/common';
import { type OwnerId } from '#contracts';
import { token } from '#process';
import { LRUCache } from 'lru-cache';
import { KEYRING_OPTIONS, type KeyringOptions } from './keyring-options.js';

const MINUTE_MS = 60_000;
const REMEMBERED_OWNERS = 10_000;

/** What the allowance fills up by, in milliseconds. */
export const MONOTONIC_MS = token<() => number>('MonotonicMs');

/**
 * How many changes an owner may still ask of this process: a minute's worth at once, and it fills up again in a minute.
 */
@Injectable()
export class MutationAllowance {
  /** When the allowance of an owner will be whole again. */
  private readonly wholeAt = new LRUCache<OwnerId, number>({ max: REMEMBERED_OWNERS });

  constructor(
    @Inject(KEYRING_OPTIONS) private readonly options: Pick<KeyringOptions, 'mutationsPerMinute'>,
    @Inject(MONOTONIC_MS) private readonly now: () => number,
  ) {}

  /** Takes one. Returns 0, or, when there is none, in how many seconds there will be. */
  take(ownerId: OwnerId): number {
    const now = this.now();
    const costMs = MINUTE_MS / this.options.mutationsPerMinute;
    const wholeAt = Math.max(now, this.wholeAt.get(ownerId) ?? now) + costMs;
    const waitMs = wholeAt - now - MINUTE_MS;
    if (waitMs > 1) return Math.ceil(waitMs / 1000);
    this.wholeAt.set(ownerId, wholeAt);
    return 0;
  }
}
