import { expect, it } from '@jest/globals';
import fc from 'fast-check';
import { Histogram, Registry } from 'prom-client';
import { CountingHistogram } from './counting-histogram.js';

it('shows what a Histogram that observed the same shows', async () => {
  const value = fc.oneof(fc.constantFrom(0, 0.001, 0.0025, 1), fc.double({ min: 0, max: 2, noNaN: true }));
  await fc.assert(
    fc.asyncProperty(fc.array(fc.tuple(fc.constantFrom('verify', 'rpc'), value)), async (values) => {
      const [counting, observing] = [new Registry(), new Registry()];
      const configuration = { name: 'seconds', help: 'Seconds.', buckets: [0.001, 0.0025, 1] };
      const counted = new CountingHistogram({ ...configuration, label: 'door', registers: [counting] });
      const observed = new Histogram({ ...configuration, labelNames: ['door'], registers: [observing] });
      // the order of the lines is that of the first values
      const sorted = values.toSorted(([a], [b]) => b.localeCompare(a));
      for (const [door, each] of sorted) {
        counted.of(door).count(each);
        observed.observe({ door }, each);
      }
      expect(await counting.metrics()).toBe(await observing.metrics());
      expect(await counting.getMetricsAsJSON()).toMatchObject([{ name: 'seconds', type: 'histogram' }]);
    }),
  );
});
