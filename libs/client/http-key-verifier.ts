import { type BatchAnswer, type VerifyAnswer, type VerifyRequest } from '#contracts';
import { type ClientTls } from './client-tls.js';
import { askInBatches, batchAnswersOf } from './connections/batches.js';
import { Balancer, NoVerdict } from './connections/balancer.js';
import { type Lookup } from './connections/addresses.js';
import { unavailable, verdictOf } from './connections/verdict-of.js';
import { HttpConnections } from './http-connections.js';
import { type BatchKeyVerifier, type KeyVerifier, VerdictUnavailable } from './key-verifier.js';

export interface HttpKeyVerifierOptions {
  /** Where verification answers, such as `http://verification:3000`; several alike for one behind several names. */
  readonly url: string | readonly string[];
  /** One of the verification's SERVICE_TOKENS; leave it out only where VERIFY_AUTH=none. */
  readonly serviceToken?: string | undefined;
  /** Where `url` is `https`. */
  readonly tls?: ClientTls | undefined;
  /** How long a verdict may take, further attempts included. Default 2000. */
  readonly timeoutMs?: number | undefined;
  /** Connections to one address; more questions than these wait for one another. Default 64. */
  readonly maxConnections?: number | undefined;
  /**
   * A connection is replaced at the latest when it is so old, so that replicas that were added are asked too. Default
   * 600000.
   */
  readonly longestConnectionMs?: number | undefined;
  /** Every IP address of a host. Default: what the system's resolver knows. */
  readonly lookup?: Lookup | undefined;
}

/** Of replicas that cannot tell now, or of a proxy in front of one that is gone. */
const NO_VERDICT: readonly number[] = [502, 503, 504];

/**
 * Asks `POST /v1/verify` and `/v1/verify/batch` over connections that are kept, at all addresses of the host in turn. One that gives no verdict
 * is left for others; a question may be asked again there, since asking changes nothing but the counts of uses.
 */
export class HttpKeyVerifier implements KeyVerifier, BatchKeyVerifier {
  private readonly headers: Readonly<Record<string, string>>;
  private readonly balancer: Balancer<HttpConnections>;

  constructor({
    url,
    serviceToken,
    tls,
    timeoutMs = 2000,
    maxConnections = 64,
    longestConnectionMs,
    lookup,
  }: HttpKeyVerifierOptions) {
    const endpoints = new Map(
      [url].flat().map((each) => {
        const endpoint = new URL('/v1/verify', each);
        return [endpoint.host, endpoint] as const;
      }),
    );
    this.headers = {
      'content-type': 'application/json',
      ...(serviceToken === undefined ? {} : { authorization: `Bearer ${serviceToken}` }),
    };
    this.balancer = new Balancer({
      services: [...endpoints].map(([name, { hostname }]) => ({ name, host: hostname.replace(/^\[|\]$/g, '') })),
      connect: ({ name, ip }) => {
        const endpoint = endpoints.get(name);
        if (endpoint === undefined) throw new TypeError(`${name} is no endpoint`);
        return new HttpConnections(endpoint, tls, { ip, maxConnections });
      },
      timeoutMs,
      longestConnectionMs,
      lookup,
    });
  }

  async verify(request: VerifyRequest): Promise<VerifyAnswer> {
    return this.ask('/v1/verify', request, verdictOf);
  }

  verifyBatch(requests: readonly VerifyRequest[]): Promise<readonly BatchAnswer[]> {
    return askInBatches(requests, (items) =>
      this.ask('/v1/verify/batch', { items }, (answer) => batchAnswersOf(answer, items.length)),
    );
  }

  /** Ends all connections; questions that are open, or asked later, have no verdict. */
  close(): Promise<void> {
    this.balancer.close();
    return Promise.resolve();
  }

  /** @param read makes of the body what is wanted. */
  private async ask<A>(path: string, question: object, read: (answer: unknown) => A): Promise<A> {
    const body = JSON.stringify(question);
    try {
      return await this.balancer.ask(async (connections, timeoutMs) =>
        read(JSON.parse(await this.post(connections, path, body, timeoutMs))),
      );
    } catch (error) {
      throw unavailable(error);
    }
  }

  private async post(connections: HttpConnections, path: string, body: string, timeoutMs: number): Promise<string> {
    const { status, retryAfter, text } = await connections.ask({
      method: 'POST',
      path,
      headers: this.headers,
      body,
      signal: AbortSignal.timeout(Math.ceil(timeoutMs)),
    });
    const reason = `verification answered ${String(status)}`;
    const retryAfterSeconds = Number(retryAfter) || 1;
    if (NO_VERDICT.includes(status)) throw new NoVerdict(reason, retryAfterSeconds);
    if (status !== 200) throw new VerdictUnavailable(reason, retryAfterSeconds);
    return text;
  }
}
