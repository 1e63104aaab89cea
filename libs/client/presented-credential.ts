import { looksLikeKey } from '#key-secret';

/** What a request brings to be let in by. `ambiguous`: more than one credential, or one header twice. */
export type PresentedCredential =
  | { readonly kind: 'none' }
  | { readonly kind: 'ambiguous' }
  | { readonly kind: 'key'; readonly key: string }
  | { readonly kind: 'user-token'; readonly token: string };

/**
 * Reads `X-API-Key` and `Authorization: Bearer`, which holds a key if it begins like one, else a user token (ignored unless
 * `takesUserTokens`). The same key in both headers is one credential.
 * @param rawHeaders name, value, name, value, … as they came: a parsed header object hides repetitions.
 */
export function presentedCredential(rawHeaders: readonly string[], { keyPrefix, takesUserTokens }: { keyPrefix: string; takesUserTokens: boolean }): PresentedCredential {
  const keys = valuesOf(rawHeaders, 'x-api-key');
  const authorizations = valuesOf(rawHeaders, 'authorization');
  if (keys.length > 1 || authorizations.length > 1) return { kind: 'ambiguous' };
  const [key] = keys;
  const bearer = /^Bearer +(\S+)$/i.exec(authorizations[0] ?? '')?.[1];
  const bearerIsKey = bearer !== undefined && looksLikeKey(bearer, keyPrefix);
  if (bearer === undefined || bearer === key || (!bearerIsKey && !takesUserTokens)) return key === undefined ? { kind: 'none' } : { kind: 'key', key };
  if (key !== undefined) return { kind: 'ambiguous' };
  return bearerIsKey ? { kind: 'key', key: bearer } : { kind: 'user-token', token: bearer };
}

function valuesOf(rawHeaders: readonly string[], name: string): readonly string[] {
  return rawHeaders.filter((_, at) => at % 2 === 1 && rawHeaders[at - 1]?.toLowerCase() === name);
}
