import { Gauge, type Registry } from 'prom-client';
import { within } from './within.js';

/** How long a page waits for a value that is being asked for. */
const PATIENCE_MS = 500;
/** A question that has no answer by then is given up, and the next page asks anew. */
const GIVEN_UP_MS = 30_000;

const AGE = 'keyward_metrics_sample_age_seconds';
const samplesOf = new WeakMap<Registry, Map<string, readonly Sample[]>>();

export interface SampledGaugeOptions {
  readonly name: string;
  readonly help: string;
  /** Asks a broker, a database or whatever else may hang. It is asked once at a time. */
  readonly sample: () => Promise<number>;
}

export interface SampledGaugeByOptions<Label extends string> extends Omit<SampledGaugeOptions, 'sample'> {
  readonly label: Label;
  /** By the value of `label`. */
  readonly samples: Readonly<Record<string, () => Promise<number>>>;
}

/**
 * A gauge whose value has to be asked for outside of this process. Each page of metrics asks, and shows the answer if it comes within half a second, else the
 * last one that came: NaN while there has been none. How old it is shows in `keyward_metrics_sample_age_seconds`.
 */
export function sampledGauge(registry: Registry, { name, help, sample }: SampledGaugeOptions): void {
  const asked = new Sample(sample);
  remember(registry, name, [asked]);
  new Gauge({ name, help, registers: [registry], async collect() { this.set(await asked.latest()); } });
}

/** The same with one label, whose values are known beforehand. */
export function sampledGaugeBy<Label extends string>(registry: Registry, { name, help, label, samples }: SampledGaugeByOptions<Label>): void {
  const asked = Object.entries(samples).map(([value, sample]) => [value, new Sample(sample)] as const);
  remember(registry, name, asked.map(([, sample]) => sample));
  new Gauge({
    name, help, labelNames: [label], registers: [registry],
    async collect() {
      await Promise.all(asked.map(async ([value, sample]) => { this.labels(value).set(await sample.latest()); }));
    },
  });
}

/** A value and when it was last given. */
class Sample {
  private value = NaN;
  private givenAt = performance.now();
  private underWay: { readonly since: number; readonly answer: Promise<void> } | undefined;

  constructor(private readonly ask: () => Promise<number>) {}

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
    void underWay.answer.then(() => { if (this.underWay === underWay) this.underWay = undefined; });
  }

  private async answered(): Promise<void> {
    this.value = await this.ask();
    this.givenAt = performance.now();
  }
}

function remember(registry: Registry, name: string, samples: readonly Sample[]): void {
  const known = samplesOf.get(registry);
  if (known !== undefined) {
    known.set(name, samples);
    return;
  }
  const all = new Map([[name, samples]]);
  samplesOf.set(registry, all);
  new Gauge({
    name: AGE, labelNames: ['metric'], registers: [registry],
    help: 'How old the value is that a metric shows, of those that are asked for outside of this process; it grows while a broker or a database does not answer.',
    async collect() {
      await Promise.all([...all].map(async ([metric, sampled]) => {
        const ages = await Promise.all(sampled.map((sample) => sample.ageSeconds()));
        this.set({ metric }, Math.max(...ages));
      }));
    },
  });
}
