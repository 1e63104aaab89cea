export { KeyEnv, PepperEnv } from './key-env.js';
