export { CatalogueEnv, loadCatalogue } from './catalogue-env.js';
