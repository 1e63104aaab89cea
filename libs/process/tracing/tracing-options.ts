export interface TracingOptions {
  /** Where a collector takes OTLP by HTTP, without `/v1/traces`; without it there are no traces. */
  readonly OTEL_EXPORTER_OTLP_ENDPOINT?: string;
  /** Sent with every export, as `name=value,name=value`. */
  readonly OTEL_EXPORTER_OTLP_HEADERS?: string;
  /** Which share of the traces that begin here is recorded, 0 to 1. */
  readonly OTEL_TRACES_SAMPLER_ARG: number;
}
