export { EmbedEnv } from './embed/embed-env.js';
export { addConsoleRoutes } from './http/console-routes.js';
export { PAGE_PATH } from './http/page-path.js';
export { OneTimeCodes } from './sign-in/one-time-codes.js';
export { addSignInRoutes, type SignInOptions } from './sign-in/sign-in-routes.js';
