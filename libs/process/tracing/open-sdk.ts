import { context, diag, DiagLogLevel, propagation, trace } from '@opentelemetry/api';
import { AsyncLocalStorageContextManager } from '@opentelemetry/context-async-hooks';
import { W3CTraceContextPropagator } from '@opentelemetry/core';
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-http';
import { resourceFromAttributes } from '@opentelemetry/resources';
import {
  BatchSpanProcessor,
  ParentBasedSampler,
  TraceIdRatioBasedSampler,
  TracerProvider,
} from '@opentelemetry/sdk-trace';
import { type Logger } from '../logger.js';
import { rarely } from '../logging/rarely.js';
import { type TracingOptions } from './tracing-options.js';

/** A collector that hangs holds up no end of a process for longer. */
const EXPORT_MS = 2000;
const SAY_EVERY_MS = 60_000;

export function openSdk(
  options: TracingOptions & Required<Pick<TracingOptions, 'OTEL_EXPORTER_OTLP_ENDPOINT'>>,
  name: string,
  logger: Logger,
): () => Promise<void> {
  const { OTEL_EXPORTER_OTLP_ENDPOINT: endpoint, OTEL_TRACES_SAMPLER_ARG: share } = options;
  const exporter = new OTLPTraceExporter({
    url: `${endpoint.replace(/\/$/, '')}/v1/traces`,
    headers: headersIn(options.OTEL_EXPORTER_OTLP_HEADERS),
    timeoutMillis: EXPORT_MS,
  });
  const provider = new TracerProvider({
    resource: resourceFromAttributes({ 'service.name': name, 'service.namespace': 'keyward' }),
    sampler: new ParentBasedSampler({ root: new TraceIdRatioBasedSampler(share) }),
    spanProcessors: [new BatchSpanProcessor({ exporter, exportTimeoutMillis: EXPORT_MS })],
  });
  const complain = rarely(SAY_EVERY_MS, (times) => {
    logger.warn({ times }, 'traces could not be sent to OTEL_EXPORTER_OTLP_ENDPOINT; they are dropped');
  });
  diag.setLogger({ error: complain, warn: complain, ...SILENT }, DiagLogLevel.WARN);
  context.setGlobalContextManager(new AsyncLocalStorageContextManager().enable());
  propagation.setGlobalPropagator(new W3CTraceContextPropagator());
  trace.setGlobalTracerProvider(provider);
  return async () => {
    await provider.shutdown().catch(complain);
    trace.disable();
    context.disable();
    propagation.disable();
    diag.disable();
  };
}

const ignore = (): void => undefined;
const SILENT = { info: ignore, debug: ignore, verbose: ignore };

function headersIn(text = ''): Record<string, string> {
  return Object.fromEntries(
    text
      .split(',')
      .filter((each) => each.includes('='))
      .map((each) => [
        each.slice(0, each.indexOf('=')).trim(),
        decodeURIComponent(each.slice(each.indexOf('=') + 1).trim()),
      ]),
  );
}
