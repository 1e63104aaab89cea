import { type ArgumentsHost, Catch, Inject, type RpcExceptionFilter } from '@nestjs/common';
import { type TcpContext } from '@nestjs/microservices';
import { Problem, publicProblem } from '#contracts';
import { REFUSED_CALLERS, type RefusedCallers } from '#http';
import { LOGGER, type Logger } from '#process';
import { type Observable, throwError } from 'rxjs';

/**
 * Answers with what a problem document would say, as the error of the message. What is our own fault is logged and
 * shown as `internal`.
 */
@Catch()
export class RpcProblemFilter implements RpcExceptionFilter {
  constructor(
    @Inject(LOGGER) private readonly logger: Logger,
    @Inject(REFUSED_CALLERS) private readonly refused: RefusedCallers,
  ) {}

  catch(error: unknown, host: ArgumentsHost): Observable<never> {
    if (error instanceof Problem)
      this.refused.note(
        'rpc',
        error.code,
        host.switchToRpc().getContext<TcpContext>().getSocketRef().netSocket.remoteAddress,
      );
    else this.logger.error({ err: error }, 'a request over TCP failed');
    const problem = publicProblem(error instanceof Problem ? error : new Problem('internal'));
    return throwError(() => problem);
  }
}
