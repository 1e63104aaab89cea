import { verifyAnswer, type VerifyAnswer, type VerifyRequest } from '#contracts';
import { type ClientTls } from './client-tls.js';
import { ConnectionTerms, LONGEST_CONNECTION_MS } from './connection-terms.js';
import { HttpConnections } from './http-connections.js';
import { type KeyVerifier, VerdictUnavailable } from './key-verifier.js';

export interface HttpKeyVerifierOptions {
  /** Where verification answers, such as `http://verification:3000`. */
  readonly url: string;
  /** One of the verification's SERVICE_TOKENS; leave it out only where VERIFY_AUTH=none. */
  readonly serviceToken?: string;
  /** Where `url` is `https`. */
  readonly tls?: ClientTls;
  /** How long a verdict may take. Default 2000. */
  readonly timeoutMs?: number;
  /**
   * A connection is replaced at the latest when it is so old, so that replicas that were added are asked too. Default
   * 600000.
   */
  readonly longestConnectionMs?: number;
}

/**
 * Asks `POST /v1/verify` over connections that are kept, but not when they are old, nor when the replica at their other
 * end gives no verdicts.
 */
export class HttpKeyVerifier implements KeyVerifier {
  private readonly endpoint: URL;
  private readonly headers: Readonly<Record<string, string>>;
  private readonly tls: ClientTls | undefined;
  private readonly timeoutMs: number;
  private readonly terms: ConnectionTerms;
  private connections: HttpConnections;

  constructor({
    url,
    serviceToken,
    tls,
    timeoutMs = 2000,
    longestConnectionMs = LONGEST_CONNECTION_MS,
  }: HttpKeyVerifierOptions) {
    this.endpoint = new URL('/v1/verify', url);
    this.headers = {
      'content-type': 'application/json',
      ...(serviceToken === undefined ? {} : { authorization: `Bearer ${serviceToken}` }),
    };
    this.tls = tls;
    this.timeoutMs = timeoutMs;
    this.terms = new ConnectionTerms(longestConnectionMs);
    this.connections = this.connect();
  }

  async verify(request: VerifyRequest): Promise<VerifyAnswer> {
    if (this.terms.isExpired) this.renew();
    const { connections } = this;
    const { status, retryAfter, body } = await this.post(connections, JSON.stringify(request));
    if (status === 503 && connections === this.connections && this.terms.shouldLeave()) this.renew();
    if (status !== 200) throw new VerdictUnavailable(`verification answered ${String(status)}`, retryAfter);
    const answer = verifyAnswer.safeParse(body);
    if (!answer.success) throw new VerdictUnavailable('verification answered something that is not a verdict');
    this.terms.served();
    return answer.data;
  }

  /** The next question is asked on a new connection. */
  private renew(): void {
    this.connections.leave();
    this.connections = this.connect();
  }

  private connect(): HttpConnections {
    this.terms.begin();
    return new HttpConnections(this.endpoint, this.tls);
  }

  private async post(
    connections: HttpConnections,
    body: string,
  ): Promise<{ readonly status: number; readonly retryAfter: number; readonly body: unknown }> {
    try {
      const { status, retryAfter, text } = await connections.ask({
        method: 'POST',
        headers: this.headers,
        body,
        signal: AbortSignal.timeout(this.timeoutMs),
      });
      return {
        status,
        retryAfter: Number(retryAfter) || 1,
        body: status === 200 ? (JSON.parse(text) as unknown) : undefined,
      };
    } catch (cause) {
      throw new VerdictUnavailable('verification could not be asked', 1, { cause });
    }
  }
}
