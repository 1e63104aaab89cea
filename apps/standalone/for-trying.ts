import { isLoopback, isProduction } from '#env';
import { type HttpEnv } from '#http';

/**
 * Whether only this machine reaches the process and nobody calls it production: there it brings a demo owner's token
 * and the sample API.
 */
export function isForTrying({ HOST, NODE_ENV }: Pick<HttpEnv, 'HOST' | 'NODE_ENV'>): boolean {
  return isLoopback(HOST) && !isProduction(NODE_ENV);
}
