import { type FastifyInstance } from 'fastify';
import helmet from 'helmet';

/** Answers are data: nothing may be loaded by them, and nobody may frame them. */
const secure = helmet({
  contentSecurityPolicy: { useDefaults: false, directives: { defaultSrc: ["'none'"], frameAncestors: ["'none'"] } },
});

/** Security headers on every answer but those of `hotPath` routes, which no browser shows. */
export function addSecurityHeaders(fastify: FastifyInstance): void {
  fastify.addHook('onRequest', (request, reply, done) => {
    if (request.routeOptions.config.hotPath === true) done();
    else
      secure(request.raw, reply.raw, () => {
        done();
      });
  });
}
