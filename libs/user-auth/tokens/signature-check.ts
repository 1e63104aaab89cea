import {
  createRemoteJWKSet,
  customFetch,
  errors,
  type JWTPayload,
  type JWTVerifyGetKey,
  type JWTVerifyOptions,
  jwtVerify,
} from 'jose';
import { type UserTokenTrust } from './user-token-trust.js';

/**
 * Resolves with the claims of a token whose signature and registered claims are right. @throws KeysOutOfReach, or what
 * jose says of the token.
 */
export type SignatureCheck = (token: string, options: JWTVerifyOptions) => Promise<JWTPayload>;

/** A key of JWKS_URL that no signature can be checked with. */
export interface UnusableKey {
  readonly kid?: string | undefined;
  readonly alg?: string | undefined;
  /** What is wrong with it. */
  readonly reason: string;
}

/** The published keys cannot be had now: nothing can be said of the token. */
export class KeysOutOfReach extends Error {
  override readonly name = 'KeysOutOfReach';
}

export function signatureCheck(key: UserTokenTrust['key']): SignatureCheck {
  if (key.kind === 'secret') {
    const secret = new TextEncoder().encode(key.secret);
    return async (token, options) => (await jwtVerify(token, secret, { ...options, algorithms: ['HS256'] })).payload;
  }
  const published = publishedKeys(key.url);
  return async (token, options) =>
    (await jwtVerify(token, published, { ...options, algorithms: ['RS256', 'ES256'] })).payload;
}

function publishedKeys(url: string): JWTVerifyGetKey {
  const fetching = async (...request: Parameters<typeof fetch>): Promise<Response> => {
    try {
      return await fetch(...request);
    } catch (cause) {
      throw new KeysOutOfReach('the keys could not be fetched', { cause });
    }
  };
  const keys = createRemoteJWKSet(new URL(url), {
    timeoutDuration: 5000,
    cooldownDuration: 10_000,
    [customFetch]: fetching,
  });
  return async (header, token) => {
    try {
      return await keys(header, token);
    } catch (cause) {
      throw isOutOfReach(cause) ? new KeysOutOfReach('what was fetched is not a key set', { cause }) : cause;
    }
  };
}

/** jose has no code of its own for an answer that is not 200 or not JSON. */
function isOutOfReach(error: unknown): boolean {
  return (
    error instanceof KeysOutOfReach ||
    error instanceof errors.JWKSInvalid ||
    (error instanceof errors.JOSEError && error.code === errors.JOSEError.code)
  );
}
