export { type PermissionCatalogue, type RouteTable } from '#permissions';
export { HttpUserAuthenticator, type HttpUserAuthenticatorOptions } from '../http-user-authenticator.js';
export { catalogueOf } from '../user-tokens.js';
