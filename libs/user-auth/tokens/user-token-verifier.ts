import { type Clock, isIdentifier, ownerIdOf, Problem, ROLES } from '#contracts';
import { createRemoteJWKSet, errors, type JWTPayload, type JWTVerifyOptions, jwtVerify } from 'jose';
import { z } from 'zod';
import { type UserCaller } from '../caller.js';
import { bearerOf } from './bearer.js';

/** How far the host product's clock may be off. */
const CLOCK_TOLERANCE_SECONDS = 5;

/** Which tokens are trusted. The kind of key fixes the algorithm: a token cannot choose it. */
export interface UserTokenTrust {
  readonly key: { readonly kind: 'secret'; readonly secret: string } | { readonly kind: 'jwks'; readonly url: string };
  /** Checked when set. */
  readonly issuer?: string | undefined;
  /** Checked when set. */
  readonly audience?: string | undefined;
}

/** Tells who a user token speaks of. */
export interface UserTokens {
  /** @throws Problem token-missing, token-invalid or token-expired; its sentence never holds any of the token. */
  verify(authorization: string | undefined): Promise<UserCaller>;
}

const identifier = z.string().refine(isIdentifier);
const claims = z.object({
  sub: identifier,
  org: identifier,
  role: z.enum(ROLES),
  email: z.string().min(3).max(254).nullish().catch(null),
  name: z.string().max(200).nullish().catch(null),
  iat: z.number(),
  exp: z.number(),
});

const RIGHT_CLAIMS: Readonly<Record<string, string>> = {
  sub: 'The token’s sub must be 1–128 characters of A-Z a-z 0-9 . _ ~ @ | : -.',
  org: 'The token’s org must be 1–128 characters of A-Z a-z 0-9 . _ ~ @ | : -.',
  role: `The token’s role must be one of ${ROLES.join(', ')}.`,
};
const API_KEY = /^[A-Za-z0-9]+_sk_(live|test)_/;

/** Checks user tokens with the host product's secret (HS256) or its published keys (RS256, ES256), at the time of `clock`. */
export class UserTokenVerifier implements UserTokens {
  private readonly check: (token: string, options: JWTVerifyOptions) => Promise<JWTPayload>;

  constructor(private readonly trust: UserTokenTrust, private readonly clock: Clock) {
    this.check = checkOf(trust.key);
  }

  async verify(authorization: string | undefined): Promise<UserCaller> {
    const token = bearerOf(authorization);
    if (token === undefined) throw new Problem('token-missing');
    if (API_KEY.test(token)) throw new Problem('token-invalid', 'An API key is not accepted here. Send the token of a signed-in user.');
    const { sub, org, role, email, name, iat } = parse(await this.payloadOf(token));
    return { kind: 'user', orgId: org, userId: sub, ownerId: ownerIdOf({ orgId: org, userId: sub }), role, email: email ?? null, name: name ?? null, issuedAt: iat };
  }

  private async payloadOf(token: string): Promise<JWTPayload> {
    const { issuer, audience } = this.trust;
    try {
      return await this.check(token, {
        clockTolerance: CLOCK_TOLERANCE_SECONDS,
        currentDate: this.clock.now(),
        requiredClaims: ['exp', 'iat'],
        ...(issuer !== undefined && { issuer }),
        ...(audience !== undefined && { audience }),
      });
    } catch (error) {
      throw refused(error);
    }
  }
}

function checkOf(key: UserTokenTrust['key']): (token: string, options: JWTVerifyOptions) => Promise<JWTPayload> {
  if (key.kind === 'secret') {
    const secret = new TextEncoder().encode(key.secret);
    return async (token, options) => (await jwtVerify(token, secret, { ...options, algorithms: ['HS256'] })).payload;
  }
  const published = createRemoteJWKSet(new URL(key.url), { timeoutDuration: 5000, cooldownDuration: 10_000 });
  return async (token, options) => (await jwtVerify(token, published, { ...options, algorithms: ['RS256', 'ES256'] })).payload;
}

function parse(payload: JWTPayload): z.infer<typeof claims> {
  const parsed = claims.safeParse(payload);
  if (parsed.success) return parsed.data;
  const claim = String(parsed.error.issues[0]?.path[0]);
  throw new Problem('token-invalid', RIGHT_CLAIMS[claim] ?? `The token’s ${claim} is not valid.`);
}

function refused(error: unknown): Problem {
  if (error instanceof errors.JWTExpired) return new Problem('token-expired');
  if (error instanceof errors.JWTClaimValidationFailed) return new Problem('token-invalid', claimFault(error));
  if (error instanceof errors.JOSEAlgNotAllowed) return new Problem('token-invalid', 'The token is signed with an algorithm that is not accepted here. Sign in again and send the new token.');
  if (isOutOfReach(error)) return new Problem('not-ready', 'The keys that user tokens are signed with cannot be fetched now. Try again shortly.', { retryAfter: 5 });
  return new Problem('token-invalid', 'The token is no JWT that is signed with a trusted key. Sign in again and send the new token.');
}

/** Whether the published keys, not the token, are at fault. */
function isOutOfReach(error: unknown): boolean {
  return !(error instanceof errors.JOSEError) || error instanceof errors.JWKSTimeout || error instanceof errors.JWKSInvalid || error.code === errors.JOSEError.code;
}

function claimFault({ claim, reason }: errors.JWTClaimValidationFailed): string {
  if (reason === 'missing') return `The token lacks the claim ${claim}. Sign in again and send the new token.`;
  if (claim === 'nbf') return 'The token is not valid yet. Check the clocks, or wait.';
  if (claim === 'aud') return 'The token is for another audience. Send one that was issued for this service.';
  if (claim === 'iss') return 'The token is of another issuer. Send one of the issuer that this service trusts.';
  return `The token’s ${claim} is not valid. Sign in again and send the new token.`;
}
