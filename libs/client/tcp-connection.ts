import { ClientTCP, type TcpSocket } from '@nestjs/microservices';
import { type ConnectionOptions } from 'node:tls';
import { defer, finalize, type Observable, tap } from 'rxjs';
import { type Connection } from './connections/balancer.js';
import { EndWhenIdle } from './connections/end-when-idle.js';

/** One connection at a time to one address. It connects when it is asked, and again when it was lost. */
export class TcpConnection implements Connection {
  private readonly client: Client;
  private readonly questions = new EndWhenIdle(() => {
    this.end();
  });
  /** By `performance.now()`. */
  lastAnswerAt = -Infinity;

  constructor(address: { readonly host: string; readonly port: number; readonly tlsOptions?: ConnectionOptions }) {
    this.client = new Client(address);
  }

  send(pattern: string, payload: object): Observable<unknown> {
    return defer(() => {
      this.questions.begin();
      return this.client.send<unknown>(pattern, payload).pipe(
        tap({
          next: () => {
            this.lastAnswerAt = performance.now();
          },
        }),
        finalize(() => {
          this.questions.finish();
        }),
      );
    });
  }

  /** Ends it once nothing waits on it any more. */
  leave(): void {
    this.questions.leave();
  }

  /** Ends it now; what waits has no answer. */
  end(): void {
    this.client.close();
  }
}

/** Its failures reject the requests on it; they are not logged. */
class Client extends ClientTCP {
  override createSocket(): TcpSocket {
    const socket = super.createSocket();
    socket.netSocket.setNoDelay(true);
    return socket;
  }

  override handleError(): void {
    // the requests on it are rejected
  }
}
