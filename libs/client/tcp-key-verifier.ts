import { ClientTCP, type TcpSocket } from '@nestjs/microservices';
import { verifyAnswer, type VerifyAnswer, type VerifyRequest } from '#contracts';
import { firstValueFrom, retry, throwError, timeout, TimeoutError, timer } from 'rxjs';
import { z } from 'zod';
import { type KeyVerifier, VerdictUnavailable } from './key-verifier.js';

export interface TcpKeyVerifierOptions {
  readonly host: string;
  /** The verification's TCP_PORT. */
  readonly port: number;
  /** One of the verification's SERVICE_TOKENS; leave it out only where VERIFY_AUTH=none. */
  readonly serviceToken?: string;
  /** How long a verdict may take. Default 2000. */
  readonly timeoutMs?: number;
}

const problem = z.object({ status: z.number(), code: z.string(), retryAfter: z.number().optional() });

/**
 * Asks `verify-key` by RPC, over one connection that is made when it is needed and made anew when it is lost. A question whose connection
 * is lost is asked once more, since a replica that stops ends its connections.
 */
export class TcpKeyVerifier implements KeyVerifier {
  private readonly client: Client;
  private readonly identity: { readonly serviceToken?: string };
  private readonly timeoutMs: number;
  private lastAnswerAt = -Infinity;
  private isClosed = false;

  constructor({ host, port, serviceToken, timeoutMs = 2000 }: TcpKeyVerifierOptions) {
    this.client = new Client({ host, port });
    this.identity = serviceToken === undefined ? {} : { serviceToken };
    this.timeoutMs = timeoutMs;
  }

  async verify(request: VerifyRequest): Promise<VerifyAnswer> {
    if (this.isClosed) throw new VerdictUnavailable('this verifier is closed');
    const askedAt = performance.now();
    const answer = verifyAnswer.safeParse(await this.ask(request).catch((error: unknown) => { throw this.unavailable(error, askedAt); }));
    this.lastAnswerAt = performance.now();
    if (!answer.success) throw new VerdictUnavailable('verification answered what is no verdict');
    return answer.data;
  }

  /** Ends the connection; questions that are open, or asked later, have no verdict. */
  close(): Promise<void> {
    this.isClosed = true;
    this.client.close();
    return Promise.resolve();
  }

  private ask(request: VerifyRequest): Promise<unknown> {
    const onceMore = retry({ count: 1, delay: (error: unknown) => (problem.safeParse(error).success || this.isClosed ? throwError(() => error) : timer(0)) }); // not at once: Nest forgets a lost connection only when its socket is closed
    return firstValueFrom(this.client.send<unknown>('verify-key', { ...this.identity, ...request }).pipe(onceMore, timeout(this.timeoutMs)));
  }

  private unavailable(error: unknown, askedAt: number): VerdictUnavailable {
    const answered = problem.safeParse(error);
    if (answered.success) {
      this.lastAnswerAt = performance.now();
      const { status, code, retryAfter } = answered.data;
      return new VerdictUnavailable(`verification answered ${String(status)} ${code}`, retryAfter);
    }
    if (error instanceof TimeoutError && this.lastAnswerAt < askedAt) this.client.close(); // nobody may be there any more, without a word
    return new VerdictUnavailable('verification could not be asked', 1, { cause: error });
  }
}

/** Its failures are told to whoever asked, not logged. */
class Client extends ClientTCP {
  override createSocket(): TcpSocket {
    const socket = super.createSocket();
    socket.netSocket.setNoDelay(true);
    return socket;
  }

  override handleError(): void {
    // `verify` rejects
  }
}
