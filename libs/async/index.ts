export { Failure } from './failure.js';
export { KeyedMutex } from './keyed-mutex.js';
export { type BackOff, backOffMs, retry } from './retry.js';
export { unlessAborted } from './unless-aborted.js';
export { within } from './within.js';
