import { Histogram, type Registry } from 'prom-client';

export interface CountingHistogramConfiguration {
  readonly name: string;
  readonly help: string;
  /** Upper bounds, ascending. */
  readonly buckets: number[];
  readonly registers: Registry[];
}

interface Sample {
  readonly metricName: string;
  readonly labels: Readonly<Record<string, string | number>>;
  readonly sharedLabels: Readonly<Record<string, never>>;
  readonly value: number;
}

/** Shows of what is `count`ed what a Histogram without labels shows of what it observes, whose `observe` looks up its labels each time. `reset` does nothing. */
export class CountingHistogram extends Histogram {
  private readonly counts: Float64Array;
  private sum = 0;

  constructor(private readonly configuration: CountingHistogramConfiguration) {
    super(configuration);
    this.counts = new Float64Array(configuration.buckets.length + 1);
  }

  count(value: number): void {
    const { buckets } = this.configuration;
    let bucket = 0;
    while (value > (buckets[bucket] ?? Infinity)) bucket += 1;
    this.counts[bucket] = (this.counts[bucket] ?? 0) + 1;
    this.sum += value;
  }

  /** @throws Error always: what is observed would not be shown. */
  override observe(): never {
    throw new Error('a CountingHistogram counts');
  }

  /** What `get` and the registry ask a Histogram for. */
  getForPromString(): Promise<{ readonly name: string; readonly help: string; readonly type: string; readonly aggregator: string; readonly values: readonly Sample[] }> {
    const { name, help, buckets } = this.configuration;
    const sample = (of: string, value: number, labels: Sample['labels'] = {}): Sample => ({ metricName: `${name}_${of}`, labels, sharedLabels: {}, value });
    let below = 0;
    const values = [...buckets, '+Inf'].map((le, bucket) => {
      below += this.counts[bucket] ?? 0;
      return sample('bucket', below, { le });
    });
    return Promise.resolve({ name, help, type: 'histogram', aggregator: 'sum', values: [...values, sample('sum', this.sum), sample('count', below)] });
  }
}
