export { keepWorkers, type WorkersEnv } from './keep-workers.js';
export { thisWorker } from './this-worker.js';
