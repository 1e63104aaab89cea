import { AggregatorRegistry, type Metric, Registry } from 'prom-client';
import { within } from '#async';
import { includedIn, type MetricValues } from './included-metrics.js';

/** A whole page takes no longer than this and what it takes to write it. */
const LIMIT_MS = 800;

/**
 * A registry whose page comes within a second, whatever a metric does: one that hangs or fails is shown as it was last,
 * or not at all.
 */
export class BoundedRegistry extends Registry {
  private readonly last = new Map<string, MetricValues>();
  private readonly underWay = new Map<string, Promise<MetricValues | undefined>>();

  /**
   * @param onFailure called with a metric that threw.
   * @param labels of each of its values, on every page that shows them.
   */
  constructor(
    private readonly onFailure: (metric: string, error: unknown) => void,
    private readonly labels: Readonly<Record<string, string>> = {},
  ) {
    super();
  }

  /** Without those of others that its page includes. */
  async own(): Promise<readonly MetricValues[]> {
    const values = await Promise.all(this.getMetricsAsArray().map(({ name }) => this.valuesOf(name)));
    return values.filter((metric) => metric !== undefined);
  }

  override async metrics(): Promise<string> {
    const names = this.getMetricsAsArray().map(({ name }) => name);
    const [own, elsewhere] = await Promise.all([
      this.own(),
      Promise.all(includedIn(this).map((metrics) => metrics.latest(LIMIT_MS))),
    ]);
    const shown = new Set(own.map(({ name }) => name));
    const missing = names.filter((name) => !shown.has(name)).map((name) => `# ${name} has not answered yet\n`);
    return (await pageOf([own, ...elsewhere])) + missing.join('');
  }

  private async valuesOf(name: string): Promise<MetricValues | undefined> {
    const values = this.underWay.get(name) ?? this.read(name);
    this.underWay.set(name, values);
    return (await within(LIMIT_MS, values)) ?? this.last.get(name);
  }

  private async read(name: string): Promise<MetricValues | undefined> {
    try {
      const values = this.labelled(await (this.getSingleMetric(name) as Metric).get());
      this.last.set(name, values);
      return values;
    } catch (error) {
      this.onFailure(name, error);
      return this.last.get(name);
    } finally {
      this.underWay.delete(name);
    }
  }

  private labelled(metric: MetricValues): MetricValues {
    return {
      ...metric,
      values: metric.values.map((value) => ({ ...value, labels: { ...this.labels, ...value.labels } })),
    };
  }
}

/** What stands in one list alone is shown as it is. */
function pageOf(lists: readonly (readonly MetricValues[])[]): Promise<string> {
  const times = new Map<string, number>();
  for (const { name } of lists.flat()) times.set(name, (times.get(name) ?? 0) + 1);
  const aggregated = lists.map((list) =>
    list.map((metric) => (times.get(metric.name) === 1 ? { ...metric, aggregator: 'first' as const } : metric)),
  );
  return AggregatorRegistry.aggregate(aggregated).metrics();
}
