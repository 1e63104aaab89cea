export { type DeadLetter, describeDeadLetter } from './dead-letter.js';
export { deadLetterNotice } from './dead-letter-notice.js';
export { type ParkedKeys } from './parked-keys.js';
export { watchParkedKeys } from './watch-parked-keys.js';
export { LagWatch } from './lag-watch.js';
export { CatchUp } from './catch-up.js';
export { asRetryable } from './as-retryable.js';
export { readToEnd } from './read-to-end.js';
export { replacingUpTo } from './replaces-up-to.js';
export { type Publisher } from './publisher.js';
export {
  Permanent,
  RebuildNeeded,
  type BroadcastOptions,
  type GroupOptions,
  type RecordsHandler,
  type Subscriber,
  type Subscription,
} from './subscriber.js';
