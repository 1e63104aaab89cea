import { Catch, Inject, type RpcExceptionFilter } from '@nestjs/common';
import { Problem, publicProblem } from '#contracts';
import { LOGGER, type Logger } from '#service-kit';
import { type Observable, throwError } from 'rxjs';

/** Answers with what a problem document would say, as the error of the message. What is our own fault is logged and shown as `internal`. */
@Catch()
export class RpcProblemFilter implements RpcExceptionFilter {
  constructor(@Inject(LOGGER) private readonly logger: Logger) {}

  catch(error: unknown): Observable<never> {
    if (!(error instanceof Problem)) this.logger.error({ err: error }, 'a request over TCP failed');
    const problem = publicProblem(error instanceof Problem ? error : new Problem('internal'));
    return throwError(() => problem);
  }
}
