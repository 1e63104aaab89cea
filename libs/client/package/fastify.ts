export { keyward, keyward as default } from '../middleware/fastify.js';
