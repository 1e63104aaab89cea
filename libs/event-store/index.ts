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
export { type Publishing, PublishingLoop } from './publishing/publishing-loop.js';
export { PublishingStopped } from './publishing/retry-until-stopped.js';
export { EventStoreModule } from './event-store.module.js';
export { type EventHistory, type PastCommit } from './event-history.js';
export { commitsIn, historyLines } from './history-file.js';
export { restoreFromLog } from './restore-from-log.js';
