export { writeSide } from './write-side.js';
