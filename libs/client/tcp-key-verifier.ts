import { type BatchAnswer, type VerifyAnswer, type VerifyRequest } from '#contracts';
import { isIP } from 'node:net';
import { defer, firstValueFrom, retry, throwError, timeout, TimeoutError, timer } from 'rxjs';
import { z } from 'zod';
import { type ClientTls } from './client-tls.js';
import { type Address } from './connections/addresses.js';
import { askInBatches, batchAnswersOf } from './connections/batches.js';
import { Balancer, NoVerdict } from './connections/balancer.js';
import { type RpcVerifierOptions } from './connections/rpc-verifier-options.js';
import { unavailable, verdictOf } from './connections/verdict-of.js';
import { type BatchKeyVerifier, type KeyVerifier, VerdictUnavailable } from './key-verifier.js';
import { TcpConnection } from './tcp-connection.js';

export interface TcpKeyVerifierOptions extends RpcVerifierOptions {
  /** The verification's TCP_PORT. */
  readonly port: number;
}

const problem = z.object({ status: z.number(), code: z.string(), retryAfter: z.number().optional() });

/**
 * Asks `verify-key` and `verify-keys` by Nest's RPC over TCP: one connection to each address of the host, in turn, which is made when it
 * is needed and again when it is lost, when it is old, and when the replica at its other end gives no verdicts. A
 * question whose connection is lost is asked once more, since a replica that stops ends its connections; it may be
 * asked at other addresses, since asking changes nothing but the counts of uses.
 */
export class TcpKeyVerifier implements KeyVerifier, BatchKeyVerifier {
  private readonly identity: { readonly serviceToken?: string };
  private readonly balancer: Balancer<TcpConnection>;
  private isClosed = false;

  constructor({ host, port, serviceToken, tls, timeoutMs = 2000, longestConnectionMs, lookup }: TcpKeyVerifierOptions) {
    this.identity = serviceToken === undefined ? {} : { serviceToken };
    this.balancer = new Balancer({
      services: [host].flat().map((each) => ({ name: each, host: each })),
      connect: (address) =>
        new TcpConnection({ host: address.ip, port, ...(tls !== undefined && { tlsOptions: tlsTo(address, tls) }) }),
      timeoutMs,
      longestConnectionMs,
      lookup,
    });
  }

  async verify(request: VerifyRequest): Promise<VerifyAnswer> {
    return this.ask('verify-key', request, verdictOf);
  }

  verifyBatch(requests: readonly VerifyRequest[]): Promise<readonly BatchAnswer[]> {
    return askInBatches(requests, (items) =>
      this.ask('verify-keys', { items }, (answer) => batchAnswersOf(answer, items.length)),
    );
  }

  /** Ends the connections; questions that are open, or asked later, have no verdict. */
  close(): Promise<void> {
    this.isClosed = true;
    this.balancer.close();
    return Promise.resolve();
  }

  /** @param read makes of the answer what is wanted. */
  private async ask<A>(pattern: string, question: object, read: (answer: unknown) => A): Promise<A> {
    const payload = { ...this.identity, ...question }; // the token first: see what an unfinished message may be
    try {
      return await this.balancer.ask(async (connection, timeoutMs) =>
        read(await this.send(connection, pattern, payload, timeoutMs)),
      );
    } catch (error) {
      throw unavailable(error);
    }
  }

  private async send(connection: TcpConnection, pattern: string, payload: object, timeoutMs: number): Promise<unknown> {
    const onceMore = retry({
      count: 1,
      delay: (error: unknown) =>
        problem.safeParse(error).success || this.isClosed ? throwError(() => error) : timer(0),
    }); // not at once: Nest forgets a lost connection only when its socket is closed
    const askedAt = performance.now();
    try {
      return await firstValueFrom(
        defer(() => connection.send(pattern, payload)).pipe(onceMore, timeout(Math.ceil(timeoutMs))),
      );
    } catch (error) {
      const answered = problem.safeParse(error);
      if (answered.success) {
        const { status, code, retryAfter = 1 } = answered.data;
        const reason = `verification answered ${String(status)} ${code}`;
        throw status === 503 ? new NoVerdict(reason, retryAfter) : new VerdictUnavailable(reason, retryAfter);
      }
      // nobody may be there any more, without a word
      if (error instanceof TimeoutError && connection.lastAnswerAt < askedAt) connection.end();
      throw error;
    }
  }
}

/** The certificate must be the host's, whatever its address. */
function tlsTo({ host }: Address, tls: ClientTls): ClientTls & { readonly servername?: string } {
  return isIP(host) === 0 ? { servername: host, ...tls } : tls;
}
