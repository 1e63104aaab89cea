import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import { type ApiUser } from '../admission/admission-options.js';
import { type GuardedRequest } from './api-key.guard.js';

/** Gives a handler behind `ApiKeyGuard` the person it acts for, whether a key or a user token let the request in. */
export const ApiCaller: () => ParameterDecorator = createParamDecorator(
  (_: unknown, context: ExecutionContext): ApiUser => {
    const { apiKey, apiUser } = context.switchToHttp().getRequest<GuardedRequest>();
    const caller = apiKey ?? apiUser;
    if (caller === undefined) throw new TypeError('ApiCaller needs ApiKeyGuard on the same handler');
    const { ownerId, orgId, role } = caller;
    return { ownerId, orgId, role };
  },
);
