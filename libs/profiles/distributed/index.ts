export { openDistributed } from './open-distributed.js';
