import { type ServerUnaryCall, type StatusObject } from '@grpc/grpc-js';
import { type ArgumentsHost, Catch, Inject, type RpcExceptionFilter } from '@nestjs/common';
import { Problem } from '#contracts';
import { type CallerDoor, REFUSED_CALLERS, type RefusedCallers } from '#http';
import { LOGGER, type Logger } from '#process';
import { Authorization } from '#protos';
import { type Observable, throwError } from 'rxjs';
import { callStatus } from './grpc-status.js';

export interface CallFailureParts {
  readonly logger: Pick<Logger, 'error'>;
  readonly refused: Pick<RefusedCallers, 'note'>;
}

/** What a call ends with: what a problem document would say. Our own fault is logged and shown as `internal`. */
export function failureOf(
  error: unknown,
  call: Pick<ServerUnaryCall<unknown, unknown>, 'getPath' | 'getPeer'>,
  { logger, refused }: CallFailureParts,
): StatusObject {
  if (error instanceof Problem) refused.note(doorOf(call.getPath()), error.code, addressOf(call.getPeer()));
  else logger.error({ err: error }, 'a call over gRPC failed');
  return callStatus(error instanceof Problem ? error : new Problem('internal'));
}

/** Ends the calls that Nest answers. */
@Catch()
export class GrpcProblemFilter implements RpcExceptionFilter {
  constructor(
    @Inject(LOGGER) readonly logger: Logger,
    @Inject(REFUSED_CALLERS) readonly refused: RefusedCallers,
  ) {}

  catch(error: unknown, host: ArgumentsHost): Observable<never> {
    const status = failureOf(error, host.getArgByIndex<ServerUnaryCall<unknown, unknown>>(2), this);
    return throwError(() => status);
  }
}

function doorOf(path: string): CallerDoor {
  return path.startsWith(`/${Authorization.typeName}/`) ? 'check' : 'grpc';
}

/** `address:port` */
export function addressOf(peer: string): string {
  return peer.replace(/:\d+$/, '');
}
