import { verifyAnswer, type VerifyAnswer, type VerifyRequest } from '#contracts';
import { type KeyVerifier, VerdictUnavailable } from './key-verifier.js';

export interface HttpKeyVerifierOptions {
  /** Where verification answers, such as `http://verification:3000`. */
  readonly url: string;
  /** One of the verification's SERVICE_TOKENS; leave it out only where VERIFY_AUTH=none. */
  readonly serviceToken?: string;
  /** How long a verdict may take. Default 2000. */
  readonly timeoutMs?: number;
}

/** Asks `POST /v1/verify`. */
export class HttpKeyVerifier implements KeyVerifier {
  private readonly endpoint: URL;
  private readonly headers: Readonly<Record<string, string>>;
  private readonly timeoutMs: number;

  constructor({ url, serviceToken, timeoutMs = 2000 }: HttpKeyVerifierOptions) {
    this.endpoint = new URL('/v1/verify', url);
    this.headers = {
      'content-type': 'application/json',
      ...(serviceToken === undefined ? {} : { authorization: `Bearer ${serviceToken}` }),
    };
    this.timeoutMs = timeoutMs;
  }

  async verify(request: VerifyRequest): Promise<VerifyAnswer> {
    const { status, retryAfter, body } = await this.post(JSON.stringify(request));
    if (status !== 200) throw new VerdictUnavailable(`verification answered ${String(status)}`, retryAfter);
    const answer = verifyAnswer.safeParse(body);
    if (!answer.success) throw new VerdictUnavailable('verification answered what is no verdict');
    return answer.data;
  }

  private async post(payload: string): Promise<{ readonly status: number; readonly retryAfter: number; readonly body: unknown }> {
    try {
      const response = await fetch(this.endpoint, {
        method: 'POST', headers: this.headers, body: payload, redirect: 'error', signal: AbortSignal.timeout(this.timeoutMs),
      });
      const text = await response.text();
      return {
        status: response.status,
        retryAfter: Number(response.headers.get('retry-after')) || 1,
        body: response.status === 200 ? JSON.parse(text) as unknown : undefined,
      };
    } catch (cause) {
      throw new VerdictUnavailable('verification could not be asked', 1, { cause });
    }
  }
}
