import { type Logger } from '../logger.js';
import { setTracing } from './spans.js';
import { type TracingOptions } from './tracing-options.js';

/** Sends spans from now on, where that is configured. Resolves with what sends the last ones and ends it. */
export async function startTracing(
  options: TracingOptions,
  name: string,
  logger: Logger,
): Promise<() => Promise<void>> {
  if (options.OTEL_EXPORTER_OTLP_ENDPOINT === undefined) return () => Promise.resolve();
  const { openSdk } = await import('./open-sdk.js'); // takes a tenth of a second, which others need not wait
  const shutDown = openSdk(
    { ...options, OTEL_EXPORTER_OTLP_ENDPOINT: options.OTEL_EXPORTER_OTLP_ENDPOINT },
    name,
    logger,
  );
  setTracing(true);
  return async () => {
    setTracing(false);
    await shutDown();
  };
}
