export { BiApiModule } from './bi-api.module.js';
export { BI_API_PATHS } from './unknown-routes.js';
