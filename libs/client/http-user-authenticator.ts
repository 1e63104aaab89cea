import { Problem, ROLES } from '#contracts';
import { z } from 'zod';
import { type ApiUser, type UserTokenAuthenticator } from './admission/admission-options.js';
import { type ClientTls } from './client-tls.js';
import { HttpConnections } from './http-connections.js';
import { VerdictUnavailable } from './key-verifier.js';

export interface HttpUserAuthenticatorOptions {
  /** Where Keyward's management API answers, such as `http://key-command:3000`. */
  readonly url: string;
  /** Where `url` is `https`. */
  readonly tls?: ClientTls | undefined;
  /** How long an answer may take. Default 2000. */
  readonly timeoutMs?: number | undefined;
}

const me = z.object({ ownerId: z.string(), orgId: z.string(), role: z.enum(ROLES) });
const refusal = z.object({
  code: z.enum(['token-invalid', 'token-expired', 'owner-inactive', 'too-many-requests']),
  retryAfter: z.number().optional(),
});

/**
 * Asks `GET /v1/me` with the user's own token, and so learns the role that counts now. The client's address goes along
 * in `X-Forwarded-For`: where the management API's TRUST_PROXY names this service, guesses count against the client who
 * makes them.
 */
export class HttpUserAuthenticator implements UserTokenAuthenticator {
  private readonly connections: HttpConnections;
  private readonly timeoutMs: number;

  constructor({ url, tls, timeoutMs = 2000 }: HttpUserAuthenticatorOptions) {
    this.connections = new HttpConnections(new URL('/v1/me', url), tls);
    this.timeoutMs = timeoutMs;
  }

  async authenticate(token: string, address?: string): Promise<ApiUser> {
    const { status, body } = await this.get(token, address);
    const user = me.safeParse(body);
    if (status === 200 && user.success) return user.data;
    const refused = refusal.safeParse(body);
    if (refused.success) throw new Problem(refused.data.code, undefined, { retryAfter: refused.data.retryAfter });
    throw status === 401 ? new Problem('token-invalid') : new VerdictUnavailable(`/v1/me answered ${String(status)}`);
  }

  private async get(
    token: string,
    address: string | undefined,
  ): Promise<{ readonly status: number; readonly body: unknown }> {
    try {
      const headers = {
        authorization: `Bearer ${token}`,
        ...(address !== undefined && { 'x-forwarded-for': address }),
      };
      const { status, text } = await this.connections.ask({
        method: 'GET',
        headers,
        signal: AbortSignal.timeout(this.timeoutMs),
      });
      return { status, body: JSON.parse(text) as unknown };
    } catch (cause) {
      throw new VerdictUnavailable('/v1/me could not be asked', 1, { cause });
    }
  }
}
