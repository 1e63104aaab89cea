import { sourceWorker } from './source-worker.js';

/** For a standalone app that a test composes itself. */
export const CONSUMERS_ENTRY = sourceWorker(new URL('../../apps/standalone/consumers.worker.ts', import.meta.url));
