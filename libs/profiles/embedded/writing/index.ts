export { openDerivedWriter, openLogWriter } from './open-writers.js';
export { type WriterData, type WriterHost } from './writer-calls.js';
