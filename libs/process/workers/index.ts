export { runWorkers } from './run-workers.js';
export { thisWorker } from './this-worker.js';
