import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import { type FastifyRequest } from 'fastify';
import { type Caller } from '../caller.js';

declare module 'fastify' {
  interface FastifyRequest {
    /** Set by the guards of user-auth. */
    caller?: Caller;
  }
}

/** Who calls, as the guard has found out. */
export const CurrentCaller = createParamDecorator((_data: unknown, context: ExecutionContext): Caller => {
  const { caller } = context.switchToHttp().getRequest<FastifyRequest>();
  if (caller === undefined)
    throw new Error('@CurrentCaller() needs UserTokenGuard, ServiceOrUserGuard or ServiceGuard on the route');
  return caller;
});
