export { BiApiModule } from './bi-api.module.js';
