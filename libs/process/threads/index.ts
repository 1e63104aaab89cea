export { runWorkerThread } from './run-worker-thread.js';
export { WorkerThread } from './worker-thread.js';
