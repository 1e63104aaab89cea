export { SqliteEventStore } from './sqlite-event-store.js';
export { streamsAhead } from './streams-ahead.js';
