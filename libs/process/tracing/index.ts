export { activeTraceId, inSpan, isTracing, openSpan, parentOf, recordedParent, traceHeaders } from './spans.js';
export { startTracing } from './start-tracing.js';
