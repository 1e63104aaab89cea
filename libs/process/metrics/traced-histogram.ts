import { Histogram, type HistogramConfiguration, type Registry } from 'prom-client';
import { activeSpan } from '../tracing/spans.js';
import { exemplarLabels } from './exemplar.js';

export interface TracedHistogramConfiguration<Label extends string> extends Pick<
  HistogramConfiguration<Label>,
  'name' | 'help' | 'labelNames' | 'buckets'
> {
  readonly registers: readonly Registry[];
}

/** A histogram that names, for each bucket, the trace of the last value in it that was observed within a recorded span. */
export class TracedHistogram<Label extends string> {
  private readonly histogram: Histogram;

  constructor({ registers, ...configuration }: TracedHistogramConfiguration<Label>) {
    this.histogram = new Histogram<string>({ ...configuration, registers: [], enableExemplars: true });
    // by itself it would refuse a registry that writes the text format, too
    for (const registry of registers) registry.registerMetric(this.histogram);
  }

  observe(labels: Readonly<Record<Label, string | number>>, value: number): void {
    const span = activeSpan();
    this.histogram.observe({ labels, value, exemplarLabels: span === undefined ? {} : exemplarLabels(span) });
  }

  zero(labels: Readonly<Record<Label, string | number>>): void {
    this.histogram.zero(labels);
  }
}
