import { Problem } from '#contracts';
import { type FastifyInstance } from 'fastify';
import { excessOf } from './excess.js';

/**
 * Every body here is a JSON object, no deeper and no larger than a request needs. None at all is left to the route,
 * whatever Content-Type says; another media type is a 415.
 */
export function acceptJsonOnly(fastify: FastifyInstance): void {
  // `__proto__` is then a field as any other, which its reader does not know
  const parse = fastify.getDefaultJsonParser('ignore', 'ignore');
  fastify.removeAllContentTypeParsers();
  fastify.addContentTypeParser('application/json', { parseAs: 'string' }, (request, text, done) => {
    if (text === '') done(null, undefined);
    else void parse(request, text.toString(), done);
  });
  fastify.addHook('onRequest', ({ headers }, _reply, done) => {
    const isEmpty = headers['transfer-encoding'] === undefined && (headers['content-length'] ?? '0') === '0';
    // else Fastify would wait for a body that optimizeEmptyRequests never ends
    if (isEmpty) delete headers['content-type'];
    done();
  });
  fastify.addHook('preValidation', ({ body, raw }, _reply, done) => {
    if (raw.socket.destroyed) return; // its client has left while it arrived
    const fault = body === undefined ? null : bodyFault(body);
    if (fault === null) done();
    else done(new Problem('invalid-request', fault));
  });
}

/** Why `body` is no body of a request here, as a sentence; null: it may be one. */
export function bodyFault(body: unknown): string | null {
  if (typeof body !== 'object' || body === null || Array.isArray(body)) return 'The body must be a JSON object.';
  const excess = excessOf(body);
  return excess === null ? null : `The body ${excess}.`;
}
