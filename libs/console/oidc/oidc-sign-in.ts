import { decodeJwt } from 'jose';
import { randomBytes } from 'node:crypto';
import { type IncomingMessage } from 'node:http';
import { type Clock, Problem } from '#contracts';
import { type OidcSessions, type ProviderTokens } from '#user-auth';
import { PAGE_PATH } from '../http/page-path.js';
import { failureOf, SignInFailed } from './failures.js';
import { type Attempt, type Renewal, SessionCookies } from './session-cookies.js';

/** A session that lasts longer than that is not renewed yet. */
const RENEWED_BEFORE_SECONDS = 60;
const RANDOM_BYTES = 32;

interface Step {
  readonly cookies: readonly string[];
  readonly location: string;
}

/**
 * Signing in by OpenID Connect: authorization code with PKCE. Nothing is kept here: what has to be remembered is in the
 * browser's cookies.
 */
export class OidcSignIn {
  readonly cookies: SessionCookies;
  private readonly callback: string;
  private readonly page: string;

  constructor(
    private readonly sessions: OidcSessions,
    private readonly clock: Clock,
  ) {
    this.cookies = new SessionCookies(sessions, clock);
    this.page = `${sessions.options.origin}${PAGE_PATH}`;
    this.callback = `${this.page}/sign-in/callback`;
  }

  /** @throws SignInFailed */
  async begin(returnTo: string): Promise<Step> {
    const checks = { state: random(), nonce: random(), verifier: random() };
    const location = await this.sessions.provider.authorizationUrl(this.callback, checks).catch(fail);
    return { cookies: [await this.cookies.begin({ ...checks, returnTo })], location: location.href };
  }

  /** `query`: what the provider sent along. @throws SignInFailed */
  async finish(attempt: Attempt | null, query: string): Promise<Step> {
    const callback = new URL(`?${query}`, this.callback);
    if (attempt === null) throw new SignInFailed('outdated', 'no sign-in is under way in this browser');
    if (callback.searchParams.get('state') !== attempt.state)
      throw new SignInFailed('outdated', 'the answer belongs to another sign-in');
    const tokens = await this.sessions.provider.redeem(callback, attempt).catch(fail);
    return { cookies: await this.signedIn(tokens).catch(fail), location: attempt.returnTo };
  }

  /**
   * The cookies of a session that goes on; none when the one there is lasts long enough.
   * @throws SignInFailed when the provider does not renew it; `outdated` when there is nothing to renew it with.
   */
  async renew(request: IncomingMessage): Promise<readonly string[]> {
    const [token, renewal] = [await this.cookies.tokenIn(request), await this.cookies.renewalIn(request)];
    if (token === null || renewal === null || decodeJwt(token).sub !== renewal.sub)
      throw new SignInFailed('outdated', 'the session has nothing to be renewed with');
    const lasts = (decodeJwt(token).exp ?? 0) - this.clock.now().getTime() / 1000;
    if (lasts > RENEWED_BEFORE_SECONDS) return [];
    const tokens = await this.sessions.provider.renew(renewal.token).catch(fail);
    if (tokens === null) throw new SignInFailed('outdated', 'the provider renews no ID token');
    return this.signedIn(tokens, renewal).catch(fail);
  }

  /** Where to end the session at the provider, too; null when it says no such place or does not answer. */
  async end(request: IncomingMessage): Promise<string | null> {
    const { provider } = this.sessions;
    const renewal = await this.cookies.renewalIn(request);
    const [end] = await Promise.all([
      provider.endSessionUrl(this.page).catch(() => null), // the session here ends all the same
      renewal === null ? undefined : provider.revoke(renewal.token).catch(() => undefined),
    ]);
    return end?.href ?? null;
  }

  /** The token is checked as it will be with each call, so that nobody is let in whom the next call refuses. */
  private async signedIn(
    { idToken, refreshToken }: ProviderTokens,
    before: Renewal | null = null,
  ): Promise<readonly string[]> {
    const { userId: sub } = await this.sessions.verify(idToken);
    if (before !== null && before.sub !== sub)
      throw new Problem('token-invalid', 'The provider renewed the session of somebody else.');
    return this.cookies.signedIn(idToken, refreshToken === null ? null : { token: refreshToken, sub });
  }
}

function random(): string {
  return randomBytes(RANDOM_BYTES).toString('base64url');
}

function fail(thrown: unknown): never {
  throw failureOf(thrown);
}
