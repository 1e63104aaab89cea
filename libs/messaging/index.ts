export { PUBLISHER, type Publisher } from './publisher.js';
export {
  Permanent, RebuildNeeded, Retryable, SUBSCRIBER,
  type BroadcastOptions, type GroupOptions, type RecordsHandler, type Subscriber, type Subscription,
} from './subscriber.js';
