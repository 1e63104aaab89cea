export { Queries } from './queries.js';
export { UseCases } from './use-cases.js';
