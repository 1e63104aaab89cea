export { type Calls, type CallThread } from './link.js';
export { runWorkerThread, type ThreadWork } from './run-worker-thread.js';
export { ThreadPool } from './thread-pool.js';
export { WorkerThread } from './worker-thread.js';
