export {
  activeSpan,
  inSpan,
  isTracing,
  openSpan,
  parentOf,
  recordedParent,
  type SpanIds,
  traceHeaders,
  withinActiveSpan,
} from './spans.js';
export { startTracing } from './start-tracing.js';
