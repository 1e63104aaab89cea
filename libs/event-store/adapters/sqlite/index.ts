export { CommitLog } from './commit-log.js';
export { type PendingAppend } from './append-writer.js';
export { SqliteEventStore } from './sqlite-event-store.js';
export { type EventWrites, SqliteEventWrites } from './sqlite-event-writes.js';
export { StreamHeads } from './stream-heads.js';
export { streamsAhead } from './streams-ahead.js';
export { SqliteSnapshotStore } from './sqlite-snapshot-store.js';
