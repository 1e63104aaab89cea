import {
  type Attributes,
  type Context,
  context,
  propagation,
  ROOT_CONTEXT,
  type SpanKind,
  SpanStatusCode,
  trace,
} from '@opentelemetry/api';

type Headers = Readonly<Record<string, string | readonly string[] | undefined>>;

export interface SpanIds {
  readonly traceId: string;
  readonly spanId: string;
}

let isOn = false;

/** Whether spans go anywhere. Where they do not, what is here costs a look at a variable. */
export function isTracing(): boolean {
  return isOn;
}

export function setTracing(on: boolean): void {
  isOn = on;
}

/**
 * `work` as a span below the active one; `describe` gives its attributes, which must hold nothing that people wrote or
 * that is secret. Of what it throws a span keeps the name alone: a message may quote what was sent.
 */
export function inSpan<T>(
  name: string,
  work: () => Promise<T>,
  describe: (result: T) => Attributes = () => ({}),
): Promise<T> {
  if (!isOn) return work();
  return tracer().startActiveSpan(name, async (span) => {
    try {
      const result = await work();
      span.setAttributes(describe(result));
      return result;
    } catch (error) {
      span.setAttribute('error.type', error instanceof Error ? error.name : 'unknown');
      span.setStatus({ code: SpanStatusCode.ERROR });
      throw error;
    } finally {
      span.end();
    }
  });
}

/** What tells the other side of a call or a topic to which trace it belongs: empty, or `traceparent`. */
export function traceHeaders(): Readonly<Record<string, string>> {
  const headers: Record<string, string> = {};
  if (isOn) propagation.inject(context.active(), headers);
  return headers;
}

/** The trace that `headers` name, if whoever sent them records it. */
export function recordedParent(headers: Headers): Context | null {
  if (!isOn || headers['traceparent'] === undefined) return null;
  const parent = parentOf(headers);
  return ((trace.getSpanContext(parent)?.traceFlags ?? 0) & 1) === 1 ? parent : null;
}

/** The trace that `headers` name; one that begins here, when they name none. */
export function parentOf(headers: Headers): Context {
  return propagation.extract(ROOT_CONTEXT, headers);
}

/** A span until the returned function is called. */
export function openSpan(
  name: string,
  kind: SpanKind,
  parent: Context,
): { readonly within: Context; readonly end: (attributes: Attributes, failed?: boolean) => void } {
  const span = tracer().startSpan(name, { kind }, parent);
  return {
    within: trace.setSpan(parent, span),
    end: (attributes, failed = false) => {
      span.setAttributes(attributes);
      if (failed) span.setStatus({ code: SpanStatusCode.ERROR });
      span.end();
    },
  };
}

/** Of the active span, if it is recorded. */
export function activeSpan(): SpanIds | undefined {
  if (!isOn) return undefined;
  const span = trace.getActiveSpan();
  return span?.isRecording() === true ? span.spanContext() : undefined;
}

/** `work` within the span that is active now, if it is recorded, whenever it is called. */
export function withinActiveSpan<Work extends (...args: never[]) => unknown>(work: Work): Work {
  return activeSpan() === undefined ? work : context.bind(context.active(), work);
}

function tracer() {
  return trace.getTracer('keyward');
}
