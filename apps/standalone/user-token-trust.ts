import { configuredTrust, expectedOf, type UserTokenTrust } from '#user-auth';
import { type DataFolder } from './data-folder.js';
import { type StandaloneEnv } from './standalone.env.js';

/** Which user tokens are trusted. With nothing configured: those signed with a secret of the data folder, which then may sign the demo owner's token. */
export function userTokenTrust(env: StandaloneEnv, folder: DataFolder): { readonly trust: UserTokenTrust; readonly demoSecret: string | null } {
  const trust = configuredTrust(env);
  if (trust !== null) return { trust, demoSecret: null };
  const secret = folder.secret('jwt-secret');
  return { trust: { key: { kind: 'secret', secret }, ...expectedOf(env) }, demoSecret: secret };
}
