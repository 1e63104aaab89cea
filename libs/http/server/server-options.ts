import { checkEveryMs } from '#process';
import { type HttpEnv } from '../http-env.js';

export type ServerLimits = Pick<HttpEnv, 'REQUEST_TIMEOUT_MS' | 'MAX_CONNECTIONS' | 'MAX_HEADER_BYTES'>;

/** Longer than a load balancer's usual minute; docs/verifying-keys.md has gateways close before. */
export const KEEP_ALIVE_MS = 72_000;

/** `limits` as options of Node's HTTP server. */
export function serverOptions({ REQUEST_TIMEOUT_MS: requestTimeout, MAX_HEADER_BYTES: maxHeaderSize }: ServerLimits) {
  return {
    maxHeaderSize,
    headersTimeout: requestTimeout,
    requestTimeout,
    connectionsCheckingInterval: checkEveryMs(requestTimeout),
    optimizeEmptyRequests: true, // a request without a body emits nothing, no `close` either
  };
}
