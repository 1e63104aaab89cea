export { openConsumers } from './open-consumers.js';
