/** Standalone. Jest maps this file to `distributed.ts` in the project `distributed`. */
export { start } from './standalone.js';
export { type StartOptions } from './deployment.js';
