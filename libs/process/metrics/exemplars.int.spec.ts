import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { pino } from 'pino';
import { Counter, Gauge, Histogram, Registry } from 'prom-client';
import { TraceCollector } from '../../../test/kit/trace-collector.js';
import { activeSpan, inSpan } from '../tracing/spans.js';
import { startTracing } from '../tracing/start-tracing.js';
import { BoundedRegistry } from './bounded-registry.js';
import { includeMetrics } from './included-metrics.js';
import { TracedHistogram } from './traced-histogram.js';

const bounded = (labels = {}) => new BoundedRegistry(() => undefined, labels);
const openPage = (registry: BoundedRegistry) => registry.page(Registry.OPENMETRICS_CONTENT_TYPE);
const configuration = { name: 'seconds', help: 'Seconds.', labelNames: ['kind'] as const, buckets: [1, 5] };
const histogramOf = (registry: Registry) => new TracedHistogram({ ...configuration, registers: [registry] });

/** Observes within a span of its own; resolves with the ids of that. */
const observed = (histogram: TracedHistogram<'kind'>, value: number, kind = 'some') =>
  inSpan('work', () => {
    histogram.observe({ kind }, value);
    return Promise.resolve(activeSpan());
  });

async function tracing(share: number): Promise<() => Promise<void>> {
  const collector = await TraceCollector.start();
  const options = { OTEL_EXPORTER_OTLP_ENDPOINT: collector.address, OTEL_TRACES_SAMPLER_ARG: share };
  const end = await startTracing(options, 'test', pino({ level: 'silent' }));
  return async () => {
    await end();
    await collector.stop();
  };
}

describe('while traces are recorded', () => {
  let end: () => Promise<void>;
  beforeAll(async () => {
    end = await tracing(1);
  });
  afterAll(() => end());

  it('a bucket names the trace of its last value in OpenMetrics, and the text format is as without', async () => {
    const [registry, plain] = [bounded(), new Registry()];
    const histogram = histogramOf(registry);
    const untraced = new Histogram({ ...configuration, registers: [plain] });
    const values = [0.5, 0.75, 3, 8];
    for (const value of values) untraced.observe({ kind: 'some' }, value);
    await observed(histogram, 0.5);
    const first = await observed(histogram, 0.75);
    histogram.observe({ kind: 'some' }, 3); // outside of any
    const last = await observed(histogram, 8);

    const exemplar = (span: typeof first, value: string) =>
      `# {trace_id="${span?.traceId ?? ''}",span_id="${span?.spanId ?? ''}"} ${value} \\d+\\.?\\d*`;
    const page = await openPage(registry);
    expect(page).toMatch(new RegExp(`^seconds_bucket{le="1",kind="some"} 2 ${exemplar(first, '0.75')}$`, 'm'));
    expect(page).toMatch(/^seconds_bucket\{le="5",kind="some"\} 3$/m);
    expect(page).toMatch(new RegExp(`^seconds_bucket{le="\\+Inf",kind="some"} 4 ${exemplar(last, '8')}$`, 'm'));
    expect(page).toMatch(/^seconds_count\{kind="some"\} 4$/m);
    expect(await registry.metrics()).toBe(await plain.metrics());
  });

  it('they are those of each worker where several are shown as one, whatever way their values come', async () => {
    const [registry, other] = [bounded({ worker: '1' }), bounded({ worker: '2' })];
    const [here, there] = [await observed(histogramOf(registry), 0.5), await observed(histogramOf(other), 0.5)];
    includeMetrics(registry, async () => JSON.parse(JSON.stringify(await other.own())) as never);
    includeMetrics(registry, async () => structuredClone(await other.own()));
    const page = await openPage(registry);
    for (const [worker, span, count] of [['1', here, 1] as const, ['2', there, 2] as const])
      expect(page).toMatch(
        new RegExp(
          `^seconds_bucket{worker="${worker}",le="1",kind="some"} ${String(count)} # {trace_id="${span?.traceId ?? ''}"`,
          'm',
        ),
      );
  });
});

it('a trace that is not recorded is not named', async () => {
  const end = await tracing(0);
  const registry = bounded();
  expect(await observed(histogramOf(registry), 0.5)).toBeUndefined();
  const page = await openPage(registry);
  await end();
  expect(page).toMatch(/^seconds_bucket\{le="1",kind="some"\} 1$/m);
  expect(page).not.toContain('trace_id');
});

it('OpenMetrics names a counter once, says nothing of what has not answered yet, and ends as it must', async () => {
  const [registry, other] = [bounded(), bounded()];
  for (const [metrics, more] of [
    [registry, 1],
    [other, 2],
  ] as const) {
    new Counter({ name: 'things_total', help: 'Things.', registers: [metrics] }).inc(more);
    new Gauge({ name: 'hung', help: 'h', registers: [metrics], collect: () => new Promise<never>(() => undefined) });
  }
  includeMetrics(registry, () => other.own());
  const counter = '# HELP things Things.\n# TYPE things counter\nthings_total 3\n';
  expect(await openPage(registry)).toBe(`${counter}# EOF\n`);
  expect(await registry.metrics()).toContain('\nthings_total 3\n# hung has not answered yet\n');
});
