import { type FastifyInstance } from 'fastify';
import createRouter from 'find-my-way';
import { METHODS } from 'node:http';
import { Problem } from '#contracts';

/**
 * Refuses a method that the path of a request does not know: 405, with `Allow`. A path that no route has is a 404.
 * Call it before any route is added.
 */
export function refuseUnknownMethods(fastify: FastifyInstance): void {
  // one tree for all methods
  const paths = createRouter({ ignoreTrailingSlash: true, maxParamLength: 256 });
  const methodsOf = new Map<string, Set<string>>();
  fastify.addHook('onRoute', ({ method, url }) => {
    const known = methodsOf.get(url) ?? new Set<string>();
    for (const each of [method].flat()) known.add(each);
    if (!methodsOf.has(url)) paths.on('GET', url, () => undefined, known);
    methodsOf.set(url, known);
  });
  fastify.addHook('onRequest', (request, reply, done) => {
    if (!request.is404) {
      done();
      return;
    }
    const found: unknown = paths.find('GET', request.url.split('?')[0] ?? '/')?.store;
    if (!(found instanceof Set)) {
      done(new Problem('not-found')); // a QUERY would first be asked for its media type
      return;
    }
    const allowed = METHODS.filter((method) => found.has(method));
    reply.header('allow', allowed.join(', '));
    done(new Problem('method-not-allowed', `This path takes ${allowed.join(', ')}.`));
  });
}
