import { Inject, Injectable } from '@nestjs/common';
import { Problem, statusOf } from '#contracts';
import { MinuteWindows, networkOf, REFUSED_CALLERS, type RefusedCallers } from '#http';
import { type IncomingMessage } from 'node:http';
import { UntrustedToken } from '../tokens/untrusted-token.js';

/** Guesses that one client address (an IPv6 /64 network) may have per minute. */
const MOST_PER_MINUTE = 60;
const REMEMBERED_ADDRESSES = 10_000;

/**
 * Shows failed authentication, and limits guesses by client address. Only tokens of nobody count and only they are
 * refused: a caller who shares an address with an attacker gets in with a valid token, and learns when their own has
 * expired or is missing.
 */
@Injectable()
export class AuthRateLimit {
  private readonly guesses = new MinuteWindows(REMEMBERED_ADDRESSES);

  constructor(@Inject(REFUSED_CALLERS) private readonly refused: RefusedCallers) {}

  /** The client's address; undefined when the connection is gone. */
  addressOf(request: IncomingMessage): string | undefined {
    return this.refused.addressOf(request);
  }

  /**
   * What a request from `address` is answered with whose authentication threw `failure`: that, or too-many-requests for
   * one guess too many. What is not a refusal stays as it is.
   */
  answerTo(failure: unknown, address: string | undefined): unknown {
    if (!(failure instanceof Problem && statusOf(failure) === 401)) return failure;
    this.refused.note('management', failure.code, address);
    if (address === undefined || !(failure instanceof UntrustedToken)) return failure;
    const { count, endsInMs } = this.guesses.count(networkOf(address));
    if (count <= MOST_PER_MINUTE) return failure;
    const retryAfter = Math.ceil(endsInMs / 1000);
    return new Problem(
      'too-many-requests',
      `Too many failed attempts. Wait ${String(retryAfter)} seconds, then try again with a valid token.`,
      { retryAfter },
    );
  }
}
