import { type DataFolder } from '#profiles/embedded';
import { configuredTrust, expectedOf, requiredTrust, type UserTokenTrust } from '#user-auth';
import { isForTrying } from './for-trying.js';
import { type StandaloneEnv } from './standalone.env.js';

/**
 * Which user tokens are trusted. With nothing configured, where Keyward is tried out: those signed with a secret of the
 * data folder, which then may sign the demo owner's token.
 * @throws StartRefused when nothing is configured elsewhere.
 */
export function userTokenTrust(
  env: StandaloneEnv,
  folder: DataFolder,
): { readonly trust: UserTokenTrust; readonly demoSecret: string | null } {
  const trust = isForTrying(env) ? configuredTrust(env) : requiredTrust(env);
  if (trust !== null) return { trust, demoSecret: null };
  const secret = folder.secret('jwt-secret');
  return { trust: { key: { kind: 'secret', secret }, ...expectedOf(env) }, demoSecret: secret };
}
