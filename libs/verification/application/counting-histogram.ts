import { type Exemplar, exemplarOf } from '#process';
import { type SpanIds } from '#process/tracing';
import { Histogram, type Registry } from 'prom-client';

export interface CountingHistogramConfiguration<Label extends string> {
  readonly name: string;
  readonly help: string;
  readonly label: Label;
  /** Upper bounds, ascending. */
  readonly buckets: number[];
  readonly registers: Registry[];
}

interface Sample {
  readonly metricName: string;
  readonly labels: Readonly<Record<string, string | number>>;
  readonly sharedLabels: Readonly<Record<string, string>>;
  readonly value: number;
  readonly exemplar?: Exemplar;
}

/** What was counted under one value of the label. */
export class Counts {
  readonly byBucket: Float64Array;
  /** The last in each bucket. */
  readonly exemplars: (Exemplar | undefined)[] = [];
  sum = 0;

  constructor(private readonly buckets: readonly number[]) {
    this.byBucket = new Float64Array(buckets.length + 1);
  }

  /** @param span that is recorded, and to be named with the bucket. */
  count(value: number, span?: SpanIds): void {
    const { buckets, byBucket } = this;
    let bucket = 0;
    while (value > (buckets[bucket] ?? Infinity)) bucket += 1;
    byBucket[bucket] = (byBucket[bucket] ?? 0) + 1;
    this.sum += value;
    if (span !== undefined) this.exemplars[bucket] = exemplarOf(span, value);
  }
}

/**
 * A histogram that is cheap to count for: a Histogram looks its labels up with each value that it observes. The one that
 * is registered shows what was counted here.
 */
export class CountingHistogram<Label extends string> {
  private readonly counts = new Map<string, Counts>();

  constructor(private readonly configuration: CountingHistogramConfiguration<Label>) {
    const { label, ...options } = configuration;
    const { name, help } = options;
    Object.assign(new Histogram({ ...options, labelNames: [label] }), {
      getForPromString: () =>
        Promise.resolve({ name, help, type: 'histogram', aggregator: 'sum', values: this.samples() }),
    });
  }

  /** What counts under `value` of the label; to be kept. */
  of(value: string): Counts {
    const counts = this.counts.get(value) ?? new Counts(this.configuration.buckets);
    this.counts.set(value, counts);
    return counts;
  }

  private samples(): readonly Sample[] {
    return [...this.counts].flatMap(([value, counts]) => this.samplesOf(value, counts));
  }

  /** None of what was never counted. */
  private samplesOf(value: string, { byBucket, sum, exemplars }: Counts): readonly Sample[] {
    const { name, label, buckets } = this.configuration;
    const sample = (of: string, number: number, labels: Sample['labels'] = {}): Sample => ({
      metricName: `${name}_${of}`,
      labels,
      sharedLabels: { [label]: value },
      value: number,
    });
    let below = 0;
    const samples = [...buckets, '+Inf'].map((le, bucket) => {
      below += byBucket[bucket] ?? 0;
      const exemplar = exemplars[bucket];
      return { ...sample('bucket', below, { le }), ...(exemplar !== undefined && { exemplar }) };
    });
    return below === 0 ? [] : [...samples, sample('sum', sum), sample('count', below)];
  }
}
