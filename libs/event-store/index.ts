export {
  DuplicateCommand, EVENT_STORE, UnreadableStream, VersionConflict,
  type AppendOptions, type Commit, type EventStore, type NewEvent, type StoredCommit,
} from './event-store.js';
export { STREAM_PUBLISHER, type StreamPublisher } from './stream-publisher.js';
export { SqliteEventStore } from './adapters/sqlite/sqlite-event-store.js';
export { MongoEventStore } from './adapters/mongo/mongo-event-store.js';
export { PublishingLoop, type PublishingLoopOptions } from './publishing/publishing-loop.js';
export { PublishingStopped, type PublishingBackOff } from './publishing/persistence.js';
export { type PublishingFailure, type PublishingObserver } from './publishing/publishing-observer.js';
