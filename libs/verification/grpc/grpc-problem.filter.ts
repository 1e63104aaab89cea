import { type ServerUnaryCall } from '@grpc/grpc-js';
import { type ArgumentsHost, Catch, Inject, type RpcExceptionFilter } from '@nestjs/common';
import { Problem } from '#contracts';
import { type CallerDoor, REFUSED_CALLERS, type RefusedCallers } from '#http';
import { LOGGER, type Logger } from '#process';
import { Authorization } from '#protos';
import { type Observable, throwError } from 'rxjs';
import { callStatus } from './grpc-status.js';

/** Ends the call with what a problem document would say. What is our own fault is logged and shown as `internal`. */
@Catch()
export class GrpcProblemFilter implements RpcExceptionFilter {
  constructor(
    @Inject(LOGGER) private readonly logger: Logger,
    @Inject(REFUSED_CALLERS) private readonly refused: RefusedCallers,
  ) {}

  catch(error: unknown, host: ArgumentsHost): Observable<never> {
    const call = host.getArgByIndex<ServerUnaryCall<unknown, unknown>>(2);
    if (error instanceof Problem) this.refused.note(doorOf(call.getPath()), error.code, addressOf(call.getPeer()));
    else this.logger.error({ err: error }, 'a call over gRPC failed');
    const status = callStatus(error instanceof Problem ? error : new Problem('internal'));
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
