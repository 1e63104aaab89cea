import { Module } from '@nestjs/common';
import { type Publisher } from '#messaging';
import { type Feature, type ProcessParts } from '#process';
import { UsageCounter } from './usage-counter.js';
import { UsageMetrics } from './usage-observer.js';

export interface UsageParts extends Omit<ProcessParts, 'clock'> {
  readonly publisher: Publisher;
}

export interface UsageFeature extends Feature {
  /** To be called for every verdict on a known key. */
  readonly count: UsageCounter['count'];
  readonly tasks: { readonly usage: UsageCounter };
}

/** Counts what is asked of a verification process. */
@Module({})
export class UsageModule {
  static forRoot({ publisher, logger, metrics }: UsageParts): UsageFeature {
    const observer = new UsageMetrics(metrics, (error) => {
      logger.warn({ err: error }, 'usage could not be sent; it is sent again');
    });
    const usage = new UsageCounter({ publisher, observer });
    observer.watch(() => usage.waiting);
    return { module: UsageModule, count: usage.count, tasks: { usage } };
  }
}
