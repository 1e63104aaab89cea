export { CommitLog } from './commit-log.js';
export { SqliteEventStore } from './sqlite-event-store.js';
export { streamsAhead } from './streams-ahead.js';
export { SqliteSnapshotStore } from './sqlite-snapshot-store.js';
