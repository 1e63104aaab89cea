import { z } from 'zod';
import { type Clock, Problem } from '#contracts';
import { type IncomingMessage } from 'node:http';
import { type UserCaller } from '../caller.js';
import { type PageSession } from '../session/page-session.js';
import { sessionValue } from '../session/session-cookie.js';
import { type UnusableKey } from '../tokens/signature-check.js';
import { UserTokenVerifier } from '../tokens/user-token-verifier.js';
import { type OidcOptions } from './oidc-env.js';
import { OidcProvider } from './oidc-provider.js';
import { Seal } from './seal.js';

const COOKIE = 'keyward-session';
const sealedToken = z.object({ token: z.string() });

export interface OidcSessionsParts {
  readonly options: OidcOptions;
  readonly maxLifetimeDays?: number | undefined;
  readonly clock: Clock;
  readonly onUnusableKey: (key: UnusableKey) => void;
}

/**
 * Sessions of people who signed in through the OpenID provider. The cookie holds the provider's ID token, sealed; with
 * each call that token is checked as any user token is. As `Authorization` it does not count.
 */
export class OidcSessions implements PageSession {
  readonly options: OidcOptions;
  readonly provider: OidcProvider;
  readonly cookie: string;
  readonly seal: Seal<{ token: string }>;
  private verifier: UserTokenVerifier | null = null;

  constructor(private readonly parts: OidcSessionsParts) {
    this.options = parts.options;
    this.provider = new OidcProvider(parts.options);
    this.cookie = isSecure(parts.options) ? `__Host-${COOKIE}` : COOKIE;
    this.seal = new Seal(parts.options.sessionSecret, 'session', sealedToken, parts.clock);
  }

  callerOf(request: IncomingMessage): Promise<UserCaller> | undefined {
    const sealed = sessionValue(request, { cookie: this.cookie, origin: this.options.origin });
    return sealed === undefined ? undefined : this.callerIn(sealed);
  }

  /** @throws Problem as for any user token, or not-ready while the provider's keys cannot be had. */
  async verify(idToken: string): Promise<UserCaller> {
    return (await this.checking()).verify(`Bearer ${idToken}`);
  }

  private async callerIn(sealed: string): Promise<UserCaller> {
    const session = await this.seal.open(sealed);
    if (session === null) throw new Problem('token-invalid', 'The session cookie cannot be read. Sign in again.');
    return this.verify(session.token);
  }

  private async checking(): Promise<UserTokenVerifier> {
    if (this.verifier !== null) return this.verifier;
    const {
      clock,
      onUnusableKey,
      maxLifetimeDays,
      options: { clientId: audience },
    } = this.parts;
    const { issuer, jwksUri } = await this.provider.metadata().catch((cause: unknown) => {
      throw Object.assign(
        new Problem('not-ready', 'The OpenID provider cannot be asked for its keys now. Try again shortly.', {
          retryAfter: 5,
        }),
        { cause },
      );
    });
    this.verifier ??= new UserTokenVerifier(
      { key: { kind: 'jwks', url: jwksUri }, issuer, audience, maxLifetimeDays },
      clock,
      onUnusableKey,
    );
    return this.verifier;
  }
}

/** Whether cookies can be Secure and have the prefix that keeps other hosts of the site from setting them. */
export function isSecure({ origin }: Pick<OidcOptions, 'origin'>): boolean {
  return origin.startsWith('https:');
}
