import { type CallHandler, type ExecutionContext, HttpStatus, Injectable, type NestInterceptor } from '@nestjs/common';
import { type FastifyReply } from 'fastify';
import { map, type Observable } from 'rxjs';
import { type Propagation } from '#contracts';

/** What such a 202 says, for the OpenAPI document. */
export const UNCONFIRMED =
  'The change stands, but not every replica has confirmed it yet (propagation.confirmed: false). Repeating the call waits again.';

interface Change {
  readonly propagation: Propagation;
  readonly takesRightsAway: boolean;
}

/**
 * A change that takes rights away is answered 202 while it is not confirmed. That it takes rights away is not part of
 * the answer.
 */
@Injectable()
export class AcceptedUnlessConfirmed implements NestInterceptor<unknown, unknown> {
  intercept(context: ExecutionContext, next: CallHandler<unknown>): Observable<unknown> {
    return next.handle().pipe(
      map((result) => {
        if (!isChange(result)) return result;
        const { takesRightsAway, ...answer } = result;
        if (takesRightsAway && !answer.propagation.confirmed)
          context.switchToHttp().getResponse<FastifyReply>().status(HttpStatus.ACCEPTED);
        return answer;
      }),
    );
  }
}

function isChange(result: unknown): result is Change {
  return typeof result === 'object' && result !== null && 'takesRightsAway' in result;
}
