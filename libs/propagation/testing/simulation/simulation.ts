/** What `npm run simulate` runs. */
export { measureFold } from './fold-cost.js';
export { simulate } from './scenarios.js';
