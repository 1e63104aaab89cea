import { expect, it } from '@jest/globals';
import fc from 'fast-check';
import { Histogram, Registry, type RegistryContentType } from 'prom-client';
import { CountingHistogram } from './counting-histogram.js';

const { OPENMETRICS_CONTENT_TYPE, PROMETHEUS_CONTENT_TYPE } = Registry;
const SPANS = ['1', '2'].map((id) => ({ traceId: `trace${id}`, spanId: `span${id}` }));

/** Without the moments of its exemplars. */
async function pageOf(registry: Registry<RegistryContentType>, type: RegistryContentType): Promise<string> {
  registry.setContentType(type);
  return (await registry.metrics()).replaceAll(/^(.* # \{.*\} \S+) \S+$/gm, '$1');
}

it.each([PROMETHEUS_CONTENT_TYPE, OPENMETRICS_CONTENT_TYPE])(
  'shows as %s what a Histogram that observed the same shows',
  async (type) => {
    const value = fc.oneof(fc.constantFrom(0, 0.001, 0.0025, 1), fc.double({ min: 0, max: 2, noNaN: true }));
    const span = fc.constantFrom(undefined, ...SPANS);
    await fc.assert(
      fc.asyncProperty(fc.array(fc.tuple(fc.constantFrom('verify', 'rpc'), value, span)), async (values) => {
        const [counting, observing] = [new Registry(), new Registry()];
        const configuration = { name: 'seconds', help: 'Seconds.', buckets: [0.001, 0.0025, 1] };
        const counted = new CountingHistogram({ ...configuration, label: 'door', registers: [counting] });
        const observed = new Histogram<string>({
          ...configuration,
          labelNames: ['door'],
          registers: [],
          enableExemplars: true,
        });
        observing.registerMetric(observed);
        // the order of the lines is that of the first values
        const sorted = values.toSorted(([a], [b]) => b.localeCompare(a));
        for (const [door, each, within] of sorted) {
          counted.of(door).count(each, within);
          observed.observe({
            labels: { door },
            value: each,
            ...(within && { exemplarLabels: { trace_id: within.traceId, span_id: within.spanId } }),
          });
        }
        expect(await pageOf(counting, type)).toBe(await pageOf(observing, type));
        expect(await counting.getMetricsAsJSON()).toMatchObject([{ name: 'seconds', type: 'histogram' }]);
      }),
    );
  },
);
