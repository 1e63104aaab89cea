import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import { type FastifyRequest } from 'fastify';
import { Problem } from '#contracts';
import { type Idempotency } from '../application/command-identity.js';

/** The request's Idempotency-Key and what it was used for; null when there is none. @throws Problem invalid-request */
export const IdempotencyKey = createParamDecorator((_: unknown, context: ExecutionContext): Idempotency | null => {
  const { headers, method, url, body } = context.switchToHttp().getRequest<FastifyRequest>();
  const key = headers['idempotency-key'];
  if (key === undefined) return null;
  if (typeof key !== 'string' || !/^[\x21-\x7e]{1,255}$/.test(key)) {
    throw new Problem('invalid-request', 'Idempotency-Key must be 1 to 255 visible ASCII characters.');
  }
  return { key, method, target: url, body };
});
