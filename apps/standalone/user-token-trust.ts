import { type UserTokenTrust } from '#user-auth';
import { type DataFolder } from './data-folder.js';
import { type StandaloneEnv } from './standalone.env.js';

/** Which user tokens are trusted. With nothing configured: those signed with a secret of the data folder, which then may sign the demo owner's token. */
export function userTokenTrust(env: StandaloneEnv, folder: DataFolder): { readonly trust: UserTokenTrust; readonly demoSecret: string | null } {
  const checks = { issuer: env.JWT_ISSUER, audience: env.JWT_AUDIENCE };
  if (env.JWKS_URL !== undefined) return { trust: { key: { kind: 'jwks', url: env.JWKS_URL }, ...checks }, demoSecret: null };
  if (env.JWT_SECRET !== undefined) return { trust: { key: { kind: 'secret', secret: env.JWT_SECRET }, ...checks }, demoSecret: null };
  const secret = folder.secret('jwt-secret');
  return { trust: { key: { kind: 'secret', secret }, ...checks }, demoSecret: secret };
}
