import { z } from 'zod';
import { type Clock } from '#contracts';
import { cookieOf, isSecure, type OidcSessions, Seal } from '#user-auth';
import { type IncomingMessage } from 'node:http';
import { PAGE_PATH } from '../http/page-path.js';
import { SignInFailed } from './failures.js';

export const ATTEMPT_SECONDS = 600;
/** Browsers drop a cookie whose name and value are longer together. */
const LONGEST = 4096;

const attempt = z.object({ state: z.string(), nonce: z.string(), verifier: z.string(), returnTo: z.string() });
const renewal = z.object({ token: z.string(), sub: z.string() });
/** A sign-in that has begun. */
export type Attempt = z.infer<typeof attempt>;
/** What a session is renewed with, and whose it is. */
export type Renewal = z.infer<typeof renewal>;

/**
 * The three cookies of a sign-in: the attempt, for ten minutes; the session; what renews it, which is sent to the
 * page's own routes only.
 */
export class SessionCookies {
  private readonly attempts: Seal<Attempt>;
  private readonly renewals: Seal<Renewal>;
  private readonly names: { readonly attempt: string; readonly session: string; readonly renewal: string };
  private readonly secure: string;

  constructor(
    private readonly sessions: OidcSessions,
    clock: Clock,
  ) {
    const { options } = sessions;
    this.attempts = new Seal(options.sessionSecret, 'attempt', attempt, clock);
    this.renewals = new Seal(options.sessionSecret, 'renewal', renewal, clock);
    const isHttps = isSecure(options);
    this.secure = isHttps ? '; Secure' : '';
    this.names = {
      attempt: `${isHttps ? '__Host-' : ''}keyward-sign-in`,
      session: sessions.cookie,
      renewal: `${isHttps ? '__Secure-' : ''}keyward-renewal`,
    };
  }

  /** Lax: the provider's redirect is a navigation from another site, and this cookie must come with it. */
  async begin(begun: Attempt): Promise<string> {
    return `${this.names.attempt}=${await this.attempts.close(begun, ATTEMPT_SECONDS)}; Path=/; Max-Age=${String(ATTEMPT_SECONDS)}; HttpOnly; SameSite=Lax${this.secure}`;
  }

  async attemptIn(request: IncomingMessage): Promise<Attempt | null> {
    const sealed = cookieOf(request, this.names.attempt);
    return sealed === undefined ? null : this.attempts.open(sealed);
  }

  endAttempt(): string {
    return `${this.names.attempt}=; Path=/; Max-Age=0; HttpOnly; SameSite=Lax${this.secure}`;
  }

  /**
   * Strict: only calls of the page, which come from its own site, need them. Without `renewed` an older renewal is
   * taken away. @throws SignInFailed
   */
  async signedIn(idToken: string, renewed: Renewal | null): Promise<readonly string[]> {
    return [
      this.strict('session', fitting(this.names.session, await this.sessions.seal.close({ token: idToken })), '/'),
      renewed === null
        ? this.gone('renewal')
        : this.strict('renewal', fitting(this.names.renewal, await this.renewals.close(renewed)), PAGE_PATH),
    ];
  }

  async tokenIn(request: IncomingMessage): Promise<string | null> {
    const sealed = cookieOf(request, this.names.session);
    return sealed === undefined ? null : ((await this.sessions.seal.open(sealed))?.token ?? null);
  }

  async renewalIn(request: IncomingMessage): Promise<Renewal | null> {
    const sealed = cookieOf(request, this.names.renewal);
    return sealed === undefined ? null : this.renewals.open(sealed);
  }

  signedOut(): readonly string[] {
    return [this.gone('session'), this.gone('renewal')];
  }

  private gone(which: 'session' | 'renewal'): string {
    return `${this.strict(which, '', which === 'session' ? '/' : PAGE_PATH)}; Max-Age=0`;
  }

  private strict(which: 'session' | 'renewal', value: string, path: string): string {
    return `${this.names[which]}=${value}; Path=${path}; HttpOnly; SameSite=Strict${this.secure}`;
  }
}

function fitting(name: string, value: string): string {
  const length = name.length + value.length;
  if (length > LONGEST)
    throw new SignInFailed(
      'size',
      `the cookie ${name} would have ${String(length)} bytes of at most ${String(LONGEST)}`,
    );
  return value;
}
