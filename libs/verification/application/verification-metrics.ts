import { Counter, Gauge, type Registry } from 'prom-client';
import { sampledGauge } from '#process';
import { activeSpan } from '#process/tracing';
import { type codeOf } from '../domain/judge.js';
import { type CredentialCache } from './credential-cache.js';
import { type CredentialLookup } from './credential-lookup.js';
import { CountingHistogram, type Counts } from './counting-histogram.js';
import { type Door, DOORS } from './doors.js';

export interface ReplicaGauges {
  /** Records on key-events that are not applied yet. */
  readonly lag: () => Promise<number>;
  readonly parkedOwners: () => Promise<number>;
  readonly cache: Pick<CredentialCache, 'evictions' | 'size'>;
  readonly lookups: Pick<CredentialLookup, 'results'>;
}

interface DoorCounts {
  readonly codes: Map<string, number>;
  readonly durations: Counts;
}

/** Cheap where verdicts are counted: what costs is done when somebody asks for the metrics. */
export class VerificationMetrics {
  /** Verdicts that wait for the store, and those asked with them. */
  waiting = 0;
  private readonly doors: Readonly<Record<Door, DoorCounts>>;

  constructor(private readonly registry: Registry) {
    const registers = [registry];
    const durations = new CountingHistogram({
      name: 'keyward_verify_duration_seconds',
      help: 'Time from the arrival of a question to its verdict, by door: with what a door does to read the question, without what writes the answer.',
      label: 'door',
      buckets: [
        0.000_01, 0.000_025, 0.000_05, 0.000_1, 0.000_25, 0.000_5, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25,
        1, 5,
      ],
      registers,
    });
    const countsOf = (door: Door): DoorCounts => ({ codes: new Map(), durations: durations.of(door) });
    const doors = {
      authorize: countsOf('authorize'),
      verify: countsOf('verify'),
      batch: countsOf('batch'),
      rpc: countsOf('rpc'),
      'rpc-batch': countsOf('rpc-batch'),
      grpc: countsOf('grpc'),
      'grpc-batch': countsOf('grpc-batch'),
      'grpc-stream': countsOf('grpc-stream'),
      check: countsOf('check'),
      'in-process': countsOf('in-process'),
    };
    this.doors = doors;
    new Counter({
      name: 'keyward_verdicts_total',
      help: 'Verdicts by code, and by the door at which they were asked for.',
      labelNames: ['door', 'code'],
      registers,
      collect() {
        this.reset();
        for (const door of DOORS) for (const [code, count] of doors[door].codes) this.inc({ door, code }, count);
      },
    });
    const waiting = (): number => this.waiting;
    new Gauge({
      name: 'keyward_verdicts_waiting',
      help: 'Questions that wait for the read model now; a batch counts once.',
      registers,
      collect() {
        this.set(waiting());
      },
    });
  }

  /** @param startedAt of `performance.now()`. */
  verdict(door: Door, code: ReturnType<typeof codeOf>, startedAt: number): void {
    const { codes, durations } = this.doors[door];
    codes.set(code, (codes.get(code) ?? 0) + 1);
    durations.count((performance.now() - startedAt) / 1000, activeSpan());
  }

  watch({ lag, parkedOwners, cache, lookups }: ReplicaGauges): void {
    const registers = [this.registry];
    sampledGauge(this.registry, {
      name: 'keyward_projection_lag_records',
      help: 'Records on key-events that are not applied yet.',
      sample: lag,
    });
    sampledGauge(this.registry, {
      name: 'keyward_parked_owners',
      help: 'Owners whose keys get no verdict, because events are missing or cannot be read.',
      sample: parkedOwners,
    });
    new Gauge({
      name: 'keyward_cached_credentials',
      help: 'Credentials in the cache.',
      registers,
      collect() {
        this.set(cache.size);
      },
    });
    new Counter({
      name: 'keyward_cache_evictions_total',
      help: 'Credentials that left the cache for others, because it was full.',
      registers,
      collect() {
        this.reset();
        this.inc(cache.evictions);
      },
    });
    new Counter({
      name: 'keyward_cache_lookups_total',
      help: 'Well-formed keys that were looked up, by result: hit (in the cache), absent (known to be nobody’s), miss (the read model was asked).',
      labelNames: ['result'],
      registers,
      collect() {
        this.reset();
        for (const result of ['hit', 'absent', 'miss'] as const) this.inc({ result }, lookups.results[result]);
      },
    });
  }
}
