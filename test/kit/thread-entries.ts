import { sourceWorker } from './source-worker.js';

const ofStandalone = (thread: string) =>
  sourceWorker(new URL(`../../apps/standalone/${thread}.worker.ts`, import.meta.url));

/** For a standalone app that a test composes itself. */
export const CONSUMERS_ENTRY = ofStandalone('consumers');
/** For an embedded profile that a test opens itself. */
export const WRITER_ENTRY = ofStandalone('writer');
/** For one with more than one of WORKERS. */
export const VERIFIER_ENTRY = ofStandalone('verifier');
