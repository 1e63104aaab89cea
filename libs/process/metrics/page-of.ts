import { AggregatorRegistry, type MetricValue, Registry, type RegistryContentType } from 'prom-client';
import { type MetricValues } from './included-metrics.js';

/**
 * One page of the metrics of `lists`: those of one name as one, by its aggregator; what stands in one list alone as it
 * is.
 */
export async function pageOf(
  lists: readonly (readonly MetricValues[])[],
  contentType: RegistryContentType,
): Promise<string> {
  const isOpen = contentType === Registry.OPENMETRICS_CONTENT_TYPE;
  const metrics = isOpen ? lists.map((list) => list.map(asFamily)) : lists;
  const times = new Map<string, number>();
  for (const { name } of metrics.flat()) times.set(name, (times.get(name) ?? 0) + 1);
  const page = AggregatorRegistry.aggregate<RegistryContentType>(
    metrics.map((list) =>
      list.map((metric) => (times.get(metric.name) === 1 ? { ...metric, aggregator: 'first' as const } : metric)),
    ),
  );
  page.setContentType(contentType);
  if (isOpen) addExemplars(await page.getMetricsAsJSON(), metrics.flat());
  return page.metrics();
}

/** OpenMetrics names a counter without the `_total` of its samples; prom-client adds that, and would do so twice. */
function asFamily(metric: MetricValues): MetricValues {
  return String(metric.type) === 'counter' ? { ...metric, name: metric.name.replace(/_total$/, '') } : metric;
}

/** prom-client's aggregates keep of their values the labels of the first, and no exemplars. */
function addExemplars(aggregates: readonly MetricValues[], metrics: readonly MetricValues[]): void {
  const exemplars = new Map<unknown, unknown>();
  for (const value of valuesOf(metrics)) if ('exemplar' in value) exemplars.set(value.labels, value.exemplar);
  for (const value of valuesOf(aggregates)) Object.assign(value, { exemplar: exemplars.get(value.labels) });
}

function valuesOf(metrics: readonly MetricValues[]): readonly MetricValue<string>[] {
  return metrics.flatMap(({ values }) => values);
}
