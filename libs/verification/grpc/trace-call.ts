import { type Metadata, status as Code } from '@grpc/grpc-js';
import { context, SpanKind } from '@opentelemetry/api';
import { isTracing, openSpan, recordedParent } from '#process/tracing';

/** The trace that a call is part of, or is not. */
export interface CallTrace {
  /** Does `work` as part of it. */
  readonly within: (work: () => void) => void;
  /** To be called with the status of the call at its end; the first time counts. */
  readonly end: (status: Code) => void;
}

/** What is no fault of whoever asked. */
const OURS: readonly Code[] = [
  Code.UNKNOWN,
  Code.DEADLINE_EXCEEDED,
  Code.UNIMPLEMENTED,
  Code.INTERNAL,
  Code.UNAVAILABLE,
  Code.DATA_LOSS,
];
export const NOT_TRACED: CallTrace = {
  within: (work) => {
    work();
  },
  end: () => undefined,
};

/** A span for a call of the method at `path`, when whoever asks records a trace. */
export function traceCall(path: string, metadata: Metadata): CallTrace {
  if (!isTracing()) return NOT_TRACED;
  const parent = recordedParent({ traceparent: metadata.get('traceparent').map(String) });
  if (parent === null) return NOT_TRACED;
  const { within, end } = openSpan(path.slice(1), SpanKind.SERVER, parent);
  let hasEnded = false;
  return {
    within: (work) => {
      context.with(within, work);
    },
    end: (status) => {
      if (hasEnded) return;
      hasEnded = true;
      end({ 'rpc.system': 'grpc', 'rpc.grpc.status_code': status }, OURS.includes(status));
    },
  };
}
