import { type Metric, Registry, type RegistryContentType } from 'prom-client';
import { within } from '#async';
import { includedIn, type MetricValues } from './included-metrics.js';
import { pageOf } from './page-of.js';

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

  override metrics(): Promise<string> {
    return this.page(Registry.PROMETHEUS_CONTENT_TYPE);
  }

  /** OpenMetrics alone has exemplars, and no comments: of a metric that has not answered yet it says nothing. */
  async page(contentType: RegistryContentType): Promise<string> {
    const names = this.getMetricsAsArray().map(({ name }) => name);
    const [own, elsewhere] = await Promise.all([
      this.own(),
      Promise.all(includedIn(this).map((metrics) => metrics.latest(LIMIT_MS))),
    ]);
    const page = await pageOf([own, ...elsewhere], contentType);
    if (contentType === Registry.OPENMETRICS_CONTENT_TYPE) return page;
    const shown = new Set(own.map(({ name }) => name));
    const missing = names.filter((name) => !shown.has(name)).map((name) => `# ${name} has not answered yet\n`);
    return page + missing.join('');
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
