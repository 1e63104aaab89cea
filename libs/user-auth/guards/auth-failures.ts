import rateLimit from '@fastify/rate-limit';
import { Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import { type FastifyAdapter } from '@nestjs/platform-fastify';
import { Problem } from '#contracts';
import { type FastifyInstance, type FastifyRequest } from 'fastify';

/** Failures that one client address (an IPv6 /64 network) may have per minute. */
const MOST_PER_MINUTE = 60;
const MINUTE_MS = 60_000;
const REMEMBERED_ADDRESSES = 10_000;

/**
 * Limits failed authentication by client address. Only failures count and only failures are refused: whoever shares an address with
 * an attacker gets in with a valid token, and guessing tokens at this rate is hopeless.
 */
@Injectable()
export class AuthFailures implements OnApplicationBootstrap {
  private count: ReturnType<FastifyInstance['createRateLimit']>;

  constructor(private readonly host: HttpAdapterHost<FastifyAdapter>) {}

  /** Not earlier: Fastify settles the error handler of the routes at the first awaited `register`, and Nest sets it after its module hooks. */
  async onApplicationBootstrap(): Promise<void> {
    const fastify = this.host.httpAdapter.getInstance();
    await fastify.register(rateLimit, { global: false, cache: REMEMBERED_ADDRESSES });
    this.count = fastify.createRateLimit({ max: MOST_PER_MINUTE, timeWindow: MINUTE_MS, ipv6Subnet: 64 });
  }

  /** What a failed request is answered with: `failure`, or too-many-requests when there were too many of them. */
  async answerTo(failure: Problem, request: FastifyRequest): Promise<Problem> {
    const counted = await this.count(request);
    if (counted.isAllowed || !counted.isExceeded) return failure;
    return new Problem('too-many-requests', `Too many failed attempts. Wait ${String(counted.ttlInSeconds)} seconds, then try again with a valid token.`, { retryAfter: counted.ttlInSeconds });
  }
}
