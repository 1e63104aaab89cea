import { Gauge, type Registry } from 'prom-client';
import { within } from '#async';

/** How long a page waits for a value that is being asked for. */
const PATIENCE_MS = 500;
/** A question without an answer by then is given up, and the next page asks again. */
const GIVEN_UP_MS = 30_000;

/** Asks a broker, a database or whatever else may hang, for a number. */
export type Ask = () => Promise<number>;

export interface SampledGaugeOptions<Label extends string = never> {
  readonly name: string;
  readonly help: string;
  readonly labelNames?: readonly Label[];
}

/**
 * A gauge whose values have to be asked for outside of this process. Each page of metrics asks, one question at a time
 * for each value, and shows the answer if it comes within half a second, else the last one that came: NaN while there
 * has been none. Of several values with the same labels the greatest is shown. How old the oldest is shows in
 * `keyward_metrics_sample_age_seconds`.
 */
export class SampledGauge<Label extends string = never> {
  private readonly samples = new Map<Readonly<Record<Label, string>>, Sample>();
  private readonly gauge: Gauge<Label>;

  constructor(registry: Registry, { name, help, labelNames = [] }: SampledGaugeOptions<Label>) {
    const { samples } = this;
    this.gauge = new Gauge<Label>({
      name,
      help,
      labelNames: [...labelNames],
      registers: [registry],
      async collect() {
        const values = await Promise.all(
          [...samples].map(async ([labels, sample]) => ({ labels, value: await sample.latest() })),
        );
        const greatest = new Map<string, number>();
        for (const { labels, value } of values) {
          const known = greatest.get(JSON.stringify(labels)) ?? NaN;
          if (known >= value || (Number.isNaN(value) && !Number.isNaN(known))) continue;
          greatest.set(JSON.stringify(labels), value);
          this.set(labels, value);
        }
      },
    });
    agesOf(registry).set(name, async () =>
      Math.max(0, ...(await Promise.all([...samples.values()].map((sample) => sample.ageSeconds())))),
    );
  }

  /** Shows what `ask` returns, until the returned function is called. */
  show(labels: Readonly<Record<Label, string>>, ask: Ask): () => void {
    this.samples.set(labels, new Sample(ask));
    return () => {
      this.samples.delete(labels);
      this.gauge.remove(labels);
    };
  }
}

/** A `SampledGauge` of one value. */
export function sampledGauge(
  registry: Registry,
  { sample, ...options }: SampledGaugeOptions & { readonly sample: Ask },
): void {
  new SampledGauge(registry, options).show({}, sample);
}

/** A value and when it was last given. */
class Sample {
  private value = NaN;
  private givenAt = performance.now();
  private underWay: { readonly since: number; readonly answer: Promise<void> } | undefined;

  constructor(private readonly ask: Ask) {}

  /** Resolves with a new value if that comes in time, else with the last one. Never rejects. */
  async latest(): Promise<number> {
    if (this.underWay === undefined || performance.now() - this.underWay.since > GIVEN_UP_MS) this.refresh();
    await within(PATIENCE_MS, this.underWay?.answer);
    return this.value;
  }

  /** Since the last value, or since the start while there is none. */
  async ageSeconds(): Promise<number> {
    await this.latest();
    return (performance.now() - this.givenAt) / 1000;
  }

  private refresh(): void {
    const underWay = { since: performance.now(), answer: this.answered().catch(() => undefined) };
    this.underWay = underWay;
    void underWay.answer.then(() => {
      if (this.underWay === underWay) this.underWay = undefined;
    });
  }

  private async answered(): Promise<void> {
    this.value = await this.ask();
    this.givenAt = performance.now();
  }
}

type Ages = Map<string, () => Promise<number>>;
const ages = new WeakMap<Registry, Ages>();

/** By the name of a metric, how old the oldest of its values is. */
function agesOf(registry: Registry): Ages {
  const known = ages.get(registry);
  if (known !== undefined) return known;
  const created: Ages = new Map();
  ages.set(registry, created);
  new Gauge({
    name: 'keyward_metrics_sample_age_seconds',
    labelNames: ['metric'],
    registers: [registry],
    aggregator: 'max',
    help: 'How old the value is that a metric shows, of those that are asked for outside of this process; it grows while a broker or a database does not answer.',
    async collect() {
      await Promise.all(
        [...created].map(async ([metric, age]) => {
          this.set({ metric }, await age());
        }),
      );
    },
  });
  return created;
}
