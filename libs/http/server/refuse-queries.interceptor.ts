import { type CallHandler, type ExecutionContext, type NestInterceptor } from '@nestjs/common';
import { ROUTE_ARGS_METADATA } from '@nestjs/common/constants.js';
import { RouteParamtypes } from '@nestjs/common/enums/route-paramtypes.enum.js';
import { type FastifyRequest } from 'fastify';
import { unknownFields } from '../problems/validation-problem.js';

/**
 * Refuses the query of a call of the API that takes none; where one is taken, its class says which fields are known.
 */
export class RefuseQueries implements NestInterceptor {
  intercept(context: ExecutionContext, next: CallHandler): ReturnType<CallHandler['handle']> {
    const { query, routeOptions } = context.switchToHttp().getRequest<FastifyRequest>();
    if (routeOptions.url?.startsWith('/v1/') === true && !takesQuery(context)) requireNoQuery(query);
    return next.handle();
  }
}

/** @throws Problem invalid-request that names every field of `query` as unknown */
export function requireNoQuery(query: unknown): void {
  const names = Object.keys(query ?? {});
  if (names.length > 0) throw unknownFields(names);
}

/** Nest keeps what each handler takes as `<kind>:<position>`. */
function takesQuery(context: ExecutionContext): boolean {
  const taken: unknown = Reflect.getMetadata(ROUTE_ARGS_METADATA, context.getClass(), context.getHandler().name);
  return Object.keys(taken ?? {}).some((each) => each.startsWith(`${String(RouteParamtypes.QUERY)}:`));
}
