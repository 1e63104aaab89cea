export { builtPage } from './built-page.js';
export { EmbedEnv } from './embed/embed-env.js';
export { addPageRoutes } from './http/page-routes.js';
export { PAGE_PATH } from './http/page-path.js';
export { addOidcRoutes } from './oidc/oidc-routes.js';
export { OneTimeCodes } from './sign-in/one-time-codes.js';
export { addSignInRoutes, type SignInOptions } from './sign-in/sign-in-routes.js';
