import { Counter, Gauge, type Registry } from 'prom-client';
import { sampledGauge } from '#service-kit';
import { type codeOf } from '../domain/judge.js';
import { CountingHistogram } from './counting-histogram.js';

export interface ReplicaGauges {
  /** Records on key-events that are not applied yet. */
  readonly lag: () => Promise<number>;
  readonly parkedOwners: () => Promise<number>;
  readonly cachedCredentials: () => number;
}

/** Cheap where verdicts are counted: what costs is done when somebody asks for the metrics. */
export class VerificationMetrics {
  private readonly counts = new Map<string, number>();
  private readonly duration: CountingHistogram;

  constructor(private readonly registry: Registry) {
    const { counts } = this;
    new Counter({
      name: 'keyward_verdicts_total',
      help: 'Verdicts by code.',
      labelNames: ['code'],
      registers: [registry],
      collect() {
        this.reset();
        for (const [code, count] of counts) this.inc({ code }, count);
      },
    });
    this.duration = new CountingHistogram({
      name: 'keyward_verify_duration_seconds',
      help: 'Time from the question to the verdict, without HTTP.',
      buckets: [0.000_01, 0.000_025, 0.000_05, 0.000_1, 0.000_25, 0.000_5, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 1],
      registers: [registry],
    });
  }

  /** @param startedAt of `performance.now()`. */
  verdict(code: ReturnType<typeof codeOf>, startedAt: number): void {
    this.counts.set(code, (this.counts.get(code) ?? 0) + 1);
    this.duration.count((performance.now() - startedAt) / 1000);
  }

  watch({ lag, parkedOwners, cachedCredentials }: ReplicaGauges): void {
    sampledGauge(this.registry, { name: 'keyward_projection_lag_records', help: 'Records on key-events that are not applied yet.', sample: lag });
    sampledGauge(this.registry, { name: 'keyward_parked_owners', help: 'Owners whose keys get no verdict, because events are missing or cannot be read.', sample: parkedOwners });
    new Gauge({
      name: 'keyward_cached_credentials', help: 'Credentials in the cache.', registers: [this.registry],
      collect() { this.set(cachedCredentials()); },
    });
  }
}
