export {
  DuplicateCommand, EVENT_STORE, UnreadableStream, VersionConflict,
  type AppendOptions, type Commit, type EventStore, type NewEvent,
} from './event-store.js';
export { STREAM_PUBLISHER, type StreamPublisher } from './stream-publisher.js';
