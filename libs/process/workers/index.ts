export { keepWorkers, workersOf } from './keep-workers.js';
export { thisWorker } from './this-worker.js';
export { WorkersEnv } from './workers-env.js';
