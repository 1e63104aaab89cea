import { randomBytes } from 'node:crypto';

/** The trace of a caller, who records it or does not. */
export function callerTrace(recorded: boolean) {
  const [traceId, spanId] = [randomBytes(16).toString('hex'), randomBytes(8).toString('hex')];
  return { traceId, spanId, headers: { traceparent: `00-${traceId}-${spanId}-${recorded ? '01' : '00'}` } };
}
