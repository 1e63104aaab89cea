import { expect, it } from '@jest/globals';
import fc from 'fast-check';
import { Histogram, Registry } from 'prom-client';
import { CountingHistogram } from './counting-histogram.js';

it('shows what a Histogram that observed the same shows', async () => {
  const value = fc.oneof(fc.constantFrom(0, 0.001, 0.0025, 1), fc.double({ min: 0, max: 2, noNaN: true }));
  await fc.assert(fc.asyncProperty(fc.array(value), async (values) => {
    const [counting, observing] = [new Registry(), new Registry()];
    const configuration = { name: 'seconds', help: 'Seconds.', buckets: [0.001, 0.0025, 1] };
    const counted = new CountingHistogram({ ...configuration, registers: [counting] });
    const observed = new Histogram({ ...configuration, registers: [observing] });
    for (const each of values) {
      counted.count(each);
      observed.observe(each);
    }
    expect(await counting.metrics()).toBe(await observing.metrics());
    expect(await observing.getMetricsAsJSON()).toMatchObject(await counting.getMetricsAsJSON());
  }));
});
