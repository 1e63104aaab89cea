/** The profile that the scenarios run on. */
export { start } from './standalone.js';
export { type StartOptions } from './deployment.js';
