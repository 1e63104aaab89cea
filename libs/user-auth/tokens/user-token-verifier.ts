import {
  bearerOf,
  type Clock,
  faultOfText,
  isOrgId,
  isUserId,
  ownerIdOf,
  PERSON_BOUNDS,
  plainText,
  Problem,
  ROLES,
} from '#contracts';
import { holdsKey, resemblesKey } from '#key-secret';
import { decodeProtectedHeader, errors, type JWTPayload } from 'jose';
import { z } from 'zod';
import { type UserCaller } from '../caller.js';
import { rememberingCheck } from './remembering-check.js';
import { KeysOutOfReach, signatureCheck, type SignatureCheck, type UnusableKey } from './signature-check.js';
import { CLOCK_TOLERANCE_SECONDS, faultOf, requireSoundTimes } from './token-times.js';
import { UntrustedToken } from './untrusted-token.js';
import { type UserTokenTrust } from './user-token-trust.js';

/** Finds whom a user token is about. */
export interface UserTokens {
  /**
   * @throws Problem token-missing, token-invalid or token-expired; its sentence never holds any of the token.
   * `UntrustedToken` when the signature is not of a trusted key; whatever else is refused was signed by one.
   */
  verify(authorization: string | undefined): Promise<UserCaller>;
}

const MAX_LIFETIME_DAYS = 400;
const NO_JWT = 'The token is not a JWT that is signed with a trusted key. Sign in again and send the new token.';
/** Three parts of base64url, which has no padding. */
const SIGNED_JWT = /^[\w-]+\.[\w-]+\.[\w-]+$/;

const claims = z.object({
  sub: z.string().refine(isUserId),
  org: z.string().refine(isOrgId),
  role: z.enum(ROLES),
  email: z.string().min(3).max(254).nullish().catch(null),
  name: z.string().nullish().catch(null),
  iat: z.number(),
  exp: z.number(),
});

const RIGHT_CLAIMS: Readonly<Record<string, string>> = {
  sub: 'The token’s sub must be 1–255 visible ASCII characters, without spaces.',
  org: 'The token’s org must be 1–128 characters of A-Z a-z 0-9 . _ ~ @ | : -.',
  role: `The token’s role must be one of ${ROLES.join(', ')}.`,
};

/**
 * Checks user tokens with the host product's secret (HS256) or its published keys (RS256, ES256), at the time of
 * `clock`.
 */
export class UserTokenVerifier implements UserTokens {
  private readonly check: SignatureCheck;

  /**
   * `onUnusableKey` is called with a published key that cannot check signatures, such as an RSA key of less than 2048
   * bits.
   */
  constructor(
    private readonly trust: UserTokenTrust,
    private readonly clock: Clock,
    private readonly onUnusableKey: (key: UnusableKey) => void = () => undefined,
  ) {
    this.check = rememberingCheck(signatureCheck(trust.key));
  }

  async verify(authorization: string | undefined): Promise<UserCaller> {
    const token = bearerOf(authorization);
    if (token === undefined) throw new Problem('token-missing');
    if (resemblesKey(token))
      throw new Problem('token-invalid', 'An API key is not accepted here. Send the token of a signed-in user.');
    if (!SIGNED_JWT.test(token)) throw new UntrustedToken('token-invalid', NO_JWT);
    const now = this.clock.now();
    const { sub, org, role, email, name, iat, exp } = parse(await this.payloadOf(token, now));
    requireSoundTimes({ iat, exp }, now, this.trust.maxLifetimeDays ?? MAX_LIFETIME_DAYS);
    if (holdsKey(sub) || holdsKey(org))
      throw new Problem('token-invalid', 'The token’s sub or org looks like an API key: revoke it.');
    return {
      kind: 'user',
      orgId: org,
      userId: sub,
      ownerId: ownerIdOf({ orgId: org, userId: sub }),
      role,
      email: keptEmail(email),
      name: personName(name),
      issuedAt: iat,
    };
  }

  private async payloadOf(token: string, now: Date): Promise<JWTPayload> {
    const { issuer, audience } = this.trust;
    try {
      return await this.check(token, {
        clockTolerance: CLOCK_TOLERANCE_SECONDS,
        currentDate: now,
        requiredClaims: ['exp', 'iat'],
        ...(issuer !== undefined && { issuer }),
        ...(audience !== undefined && { audience }),
      });
    } catch (error) {
      if (!(error instanceof errors.JOSEError) && error instanceof Error)
        this.onUnusableKey({ ...decodeProtectedHeader(token), reason: error.message });
      throw refused(error);
    }
  }
}

function parse(payload: JWTPayload): z.infer<typeof claims> {
  const parsed = claims.safeParse(payload);
  if (parsed.success) return parsed.data;
  const claim = String(parsed.error.issues[0]?.path[0]);
  throw new Problem('token-invalid', RIGHT_CLAIMS[claim] ?? `The token’s ${claim} is not valid.`);
}

function keptEmail(email: string | null | undefined): string | null {
  return email == null || holdsKey(email) ? null : email;
}

/** A name that can greet a person in a mail; null when the token has none, or something else in its place. */
function personName(claim: string | null | undefined): string | null {
  const name = plainText(claim ?? '');
  return faultOfText(name, PERSON_BOUNDS) !== null || holdsKey(name) ? null : name;
}

function refused(error: unknown): Problem {
  if (error instanceof errors.JWTExpired) return new Problem('token-expired');
  if (error instanceof errors.JWTClaimValidationFailed) return new Problem('token-invalid', claimFault(error));
  if (error instanceof errors.JOSEAlgNotAllowed)
    return new UntrustedToken(
      'token-invalid',
      'The token is signed with an algorithm that is not accepted here. Sign in again and send the new token.',
    );
  if (error instanceof KeysOutOfReach)
    return new Problem(
      'not-ready',
      'The keys that user tokens are signed with cannot be fetched now. Try again shortly.',
      { retryAfter: 5 },
    );
  return new UntrustedToken('token-invalid', NO_JWT);
}

function claimFault({ claim, reason, payload }: errors.JWTClaimValidationFailed): string {
  const timeFault = ['nbf', 'exp', 'iat'].includes(claim) && reason !== 'missing' ? faultOf(payload[claim]) : null;
  if (timeFault !== null) return `The token’s ${claim} ${timeFault}.`;
  if (reason === 'missing') return `The token lacks the claim ${claim}. Sign in again and send the new token.`;
  if (claim === 'nbf') return 'The token is not valid yet. Check the clocks, or wait.';
  if (claim === 'aud') return 'The token is for another audience. Send one that was issued for this service.';
  if (claim === 'iss') return 'The token is of another issuer. Send one of the issuer that this service trusts.';
  return `The token’s ${claim} is not valid. Sign in again and send the new token.`;
}
