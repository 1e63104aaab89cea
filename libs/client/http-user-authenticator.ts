import { Problem, ROLES } from '#contracts';
import { z } from 'zod';
import { type ApiUser, type UserTokenAuthenticator } from './api-key-guard.options.js';
import { VerdictUnavailable } from './key-verifier.js';

export interface HttpUserAuthenticatorOptions {
  /** Where Keyward's management API answers, such as `http://key-command:3000`. */
  readonly url: string;
  /** How long an answer may take. Default 2000. */
  readonly timeoutMs?: number;
}

const me = z.object({ ownerId: z.string(), orgId: z.string(), role: z.enum(ROLES) });
const refusal = z.object({ code: z.enum(['token-invalid', 'token-expired', 'owner-inactive', 'too-many-requests']), retryAfter: z.number().optional() });

/**
 * Asks `GET /v1/me` with the user's own token, and so learns the role that counts now. The client's address goes along in `X-Forwarded-For`: where
 * the management API's TRUST_PROXY names this service, guesses count against the client who makes them.
 */
export class HttpUserAuthenticator implements UserTokenAuthenticator {
  private readonly endpoint: URL;
  private readonly timeoutMs: number;

  constructor({ url, timeoutMs = 2000 }: HttpUserAuthenticatorOptions) {
    this.endpoint = new URL('/v1/me', url);
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

  private async get(token: string, address: string | undefined): Promise<{ readonly status: number; readonly body: unknown }> {
    try {
      const response = await fetch(this.endpoint, { headers: { authorization: `Bearer ${token}`, ...(address !== undefined && { 'x-forwarded-for': address }) }, redirect: 'error', signal: AbortSignal.timeout(this.timeoutMs) });
      return { status: response.status, body: JSON.parse(await response.text()) as unknown };
    } catch (cause) {
      throw new VerdictUnavailable('/v1/me could not be asked', 1, { cause });
    }
  }
}
