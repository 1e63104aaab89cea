/** Which tokens are trusted. The kind of key fixes the algorithm: a token cannot choose it. */
export interface UserTokenTrust {
  readonly key: { readonly kind: 'secret'; readonly secret: string } | { readonly kind: 'jwks'; readonly url: string };
  /** Checked when set. */
  readonly issuer?: string | undefined;
  /** Checked when set. */
  readonly audience?: string | undefined;
  /** Days from `iat` to `exp` that a token may have at most (JWT_MAX_LIFETIME_DAYS). Default 400. */
  readonly maxLifetimeDays?: number | undefined;
}
