export {
  DuplicateCommand,
  EVENT_STORE,
  UnreadableStream,
  VersionConflict,
  type Commit,
  type EventStore,
} from './event-store.js';
export { SNAPSHOT_STORE, type SnapshotStore } from './snapshot-store.js';
export { STREAM_PUBLISHER, type StreamPublisher } from './stream-publisher.js';
export { PublishingLoop } from './publishing/publishing-loop.js';
export { EventStoreModule, type EventStoreParts } from './event-store.module.js';
