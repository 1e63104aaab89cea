import { bearerOf } from '#contracts';
import { headerValues } from './raw-headers.js';
import { looksLikeKey } from './key-format.js';

/** What a request brings to be let in by. `ambiguous`: more than one credential, or one header twice. */
export type PresentedCredential =
  | { readonly kind: 'none' }
  | { readonly kind: 'ambiguous' }
  | { readonly kind: 'key'; readonly key: string }
  | { readonly kind: 'user-token'; readonly token: string };

export interface PresentationRules {
  /** Whether a Bearer value that is not a key is a user token; otherwise it is not for Keyward and ignored. */
  readonly takesUserTokens: boolean;
}

const NONE: PresentedCredential = { kind: 'none' };
const AMBIGUOUS: PresentedCredential = { kind: 'ambiguous' };

/**
 * Reads `X-API-Key` (an empty one is none) and `Authorization: Bearer`, which holds a key if it begins like one. The
 * same key in both headers is one credential. Whatever stands in X-API-Key is a key, so that the verdict says what is
 * wrong with it.
 * @param rawHeaders name, value, name, value, … as they came: a parsed header object hides repetitions.
 */
export function presentedCredential(
  rawHeaders: readonly string[],
  { takesUserTokens }: PresentationRules,
): PresentedCredential {
  const keys = headerValues(rawHeaders, 'x-api-key');
  const authorizations = headerValues(rawHeaders, 'authorization');
  if (keys.length > 1 || authorizations.length > 1) return AMBIGUOUS;
  const [key = ''] = keys;
  const [authorization] = authorizations;
  const bearer = bearerOf(authorization);
  const bearerIsKey = bearer !== undefined && looksLikeKey(bearer);
  if (bearer === undefined || bearer === key || (!bearerIsKey && !takesUserTokens))
    return key === '' ? NONE : { kind: 'key', key };
  if (key !== '') return AMBIGUOUS;
  return bearerIsKey ? { kind: 'key', key: bearer } : { kind: 'user-token', token: bearer };
}
