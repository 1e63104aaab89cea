import { type CallHandler, type ExecutionContext, type NestInterceptor } from '@nestjs/common';
import { Problem } from '#contracts';
import { holdsKey } from '#key-secret';
import { type FastifyRequest } from 'fastify';
import { fieldName } from '../problems/validation-problem.js';

/**
 * Refuses a request that holds an API key anywhere but where keys belong: in its body, its path, its query or its
 * Idempotency-Key. What is stored of a request is stored for good and shown to others, so no key may get into it; its
 * checksum distinguishes it from any other text.
 */
export class RefuseKeys implements NestInterceptor {
  intercept(context: ExecutionContext, next: CallHandler): ReturnType<CallHandler['handle']> {
    const { body, params, query, headers } = context.switchToHttp().getRequest<FastifyRequest>();
    const place = placeOfKey([
      ['the body', body],
      ['the path', params],
      ['the query', query],
      ['Idempotency-Key', headers['idempotency-key']],
    ]);
    if (place === null) return next.handle();
    throw new Problem(
      'invalid-request',
      `${place} looks like an API key: revoke it, because everybody who has seen this request has seen the key. Send the request without it.`,
      {
        fields: { [place]: ['looks like an API key: revoke it'] },
      },
    );
  }
}

type Place = readonly [name: string, value: unknown];

/** The name of the field that holds a key. Without recursion: what is sent may be nested deeply. */
function placeOfKey(places: readonly Place[]): string | null {
  const left = [...places];
  for (let place = left.pop(); place !== undefined; place = left.pop()) {
    const [name, value] = place;
    if (typeof value === 'string' && holdsKey(value)) return fieldName(name);
    if (typeof value !== 'object' || value === null) continue;
    for (const [member, each] of Object.entries(value)) {
      if (holdsKey(member)) return fieldName(name);
      left.push([Array.isArray(value) ? name : member, each]);
    }
  }
  return null;
}
