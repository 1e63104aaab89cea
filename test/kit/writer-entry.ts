import { sourceWorker } from './source-worker.js';

/** For an embedded profile that a test opens itself. */
export const WRITER_ENTRY = sourceWorker(new URL('../../apps/standalone/writer.worker.ts', import.meta.url));
