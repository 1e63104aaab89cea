import { Problem } from '#contracts';
import { type FastifyInstance } from 'fastify';

/** Every body here is a JSON object. None at all is left to the route, whatever Content-Type says; another media type is a 415. */
export function acceptJsonOnly(fastify: FastifyInstance): void {
  const parse = fastify.getDefaultJsonParser('error', 'error');
  fastify.removeAllContentTypeParsers();
  fastify.addContentTypeParser('application/json', { parseAs: 'string' }, (request, text, done) => {
    if (text === '') done(null, undefined);
    else void parse(request, text.toString(), done);
  });
  fastify.addHook('onRequest', ({ headers }, _reply, done) => {
    const isEmpty = headers['transfer-encoding'] === undefined && (headers['content-length'] ?? '0') === '0';
    if (isEmpty) delete headers['content-type']; // else Fastify would wait for a body that optimizeEmptyRequests never ends
    done();
  });
  fastify.addHook('preValidation', ({ body }, _reply, done) => {
    if (body === undefined || (typeof body === 'object' && body !== null && !Array.isArray(body))) done();
    else done(new Problem('invalid-request', 'The body must be a JSON object.'));
  });
}
