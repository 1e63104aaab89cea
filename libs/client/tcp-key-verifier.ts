import { verifyAnswer, type VerifyAnswer, type VerifyRequest } from '#contracts';
import { defer, firstValueFrom, type Observable, retry, tap, throwError, timeout, TimeoutError, timer } from 'rxjs';
import { z } from 'zod';
import { ConnectionTerms, LONGEST_CONNECTION_MS } from './connection-terms.js';
import { type ClientTls } from './client-tls.js';
import { type KeyVerifier, VerdictUnavailable } from './key-verifier.js';
import { TcpConnection } from './tcp-connection.js';

export interface TcpKeyVerifierOptions {
  readonly host: string;
  /** The verification's TCP_PORT. */
  readonly port: number;
  /** One of the verification's SERVICE_TOKENS; leave it out only where VERIFY_AUTH=none. */
  readonly serviceToken?: string;
  /** Where verification has TLS_CERT_FILE. */
  readonly tls?: ClientTls;
  /** How long a verdict may take. Default 2000. */
  readonly timeoutMs?: number;
  /**
   * A connection is replaced at the latest when it is so old, so that replicas that were added are asked too. Default
   * 600000.
   */
  readonly longestConnectionMs?: number;
}

const problem = z.object({ status: z.number(), code: z.string(), retryAfter: z.number().optional() });

/**
 * Asks `verify-key` by RPC, over one connection that is made when it is needed and again when it is lost, when it
 * is old, and when the replica at its other end gives no verdicts. A question whose connection is lost is asked once
 * more, since a replica that stops ends its connections.
 */
export class TcpKeyVerifier implements KeyVerifier {
  private readonly identity: { readonly serviceToken?: string };
  private readonly timeoutMs: number;
  private readonly terms: ConnectionTerms;
  private connection: TcpConnection | undefined;
  private lastAnswerAt = -Infinity;
  private isClosed = false;

  constructor(private readonly options: TcpKeyVerifierOptions) {
    const { serviceToken, timeoutMs = 2000, longestConnectionMs = LONGEST_CONNECTION_MS } = options;
    this.identity = serviceToken === undefined ? {} : { serviceToken };
    this.timeoutMs = timeoutMs;
    this.terms = new ConnectionTerms(longestConnectionMs);
  }

  async verify(request: VerifyRequest): Promise<VerifyAnswer> {
    if (this.isClosed) throw new VerdictUnavailable('this verifier is closed');
    const askedAt = performance.now();
    const answer = verifyAnswer.safeParse(
      await this.ask(request).catch((error: unknown) => {
        throw this.unavailable(error, askedAt);
      }),
    );
    this.lastAnswerAt = performance.now();
    if (!answer.success) throw new VerdictUnavailable('verification answered something that is not a verdict');
    this.terms.served();
    return answer.data;
  }

  /** Ends the connection; questions that are open, or asked later, have no verdict. */
  close(): Promise<void> {
    this.isClosed = true;
    this.connection?.end();
    return Promise.resolve();
  }

  private ask(request: VerifyRequest): Promise<unknown> {
    const onceMore = retry({
      count: 1,
      delay: (error: unknown) =>
        problem.safeParse(error).success || this.isClosed ? throwError(() => error) : timer(0),
    }); // not at once: Nest forgets a lost connection only when its socket is closed
    return firstValueFrom(defer(() => this.send(request)).pipe(onceMore, timeout(this.timeoutMs)));
  }

  private send(request: VerifyRequest): Observable<unknown> {
    if (this.terms.isExpired) this.leave(this.connection);
    const connection = this.connection ?? this.connect();
    return connection.send('verify-key', { ...this.identity, ...request }).pipe(
      tap({
        error: (error: unknown) => {
          if (isNoVerdict(error) && connection === this.connection && this.terms.shouldLeave()) this.leave(connection);
        },
      }),
    );
  }

  private connect(): TcpConnection {
    const { host, port, tls } = this.options;
    this.terms.begin();
    this.connection = new TcpConnection({ host, port, ...(tls !== undefined && { tlsOptions: { ...tls } }) });
    return this.connection;
  }

  /** The next question is asked on a new one. */
  private leave(connection: TcpConnection | undefined): void {
    this.connection = undefined;
    connection?.leave();
  }

  private unavailable(error: unknown, askedAt: number): VerdictUnavailable {
    const answered = problem.safeParse(error);
    if (answered.success) {
      this.lastAnswerAt = performance.now();
      const { status, code, retryAfter } = answered.data;
      return new VerdictUnavailable(`verification answered ${String(status)} ${code}`, retryAfter);
    }
    // nobody may be there any more, without a word
    if (error instanceof TimeoutError && this.lastAnswerAt < askedAt) this.connection?.end();
    return new VerdictUnavailable('verification could not be asked', 1, { cause: error });
  }
}

function isNoVerdict(error: unknown): boolean {
  const answered = problem.safeParse(error);
  return answered.success && answered.data.status === 503;
}
