import { type SpanIds } from '../tracing/spans.js';

/** A value and the trace that it belongs to, as prom-client keeps them. */
export interface Exemplar {
  readonly labelSet: ExemplarLabels;
  readonly value: number;
  /** In seconds. */
  readonly timestamp: number;
}

/** Ids, and nothing else: metrics are read by more people than traces are. */
export type ExemplarLabels = Readonly<Record<'trace_id' | 'span_id', string>>;

export function exemplarLabels({ traceId, spanId }: SpanIds): ExemplarLabels {
  return { trace_id: traceId, span_id: spanId };
}

export function exemplarOf(span: SpanIds, value: number): Exemplar {
  return { labelSet: exemplarLabels(span), value, timestamp: Date.now() / 1000 };
}
