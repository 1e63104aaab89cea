import { type FastifyInstance } from 'fastify';
import helmet from 'helmet';

/** Answers are data: nothing may be loaded by them, and nobody may frame them. */
const secure = helmet({
  contentSecurityPolicy: { useDefaults: false, directives: { defaultSrc: ["'none'"], frameAncestors: ["'none'"] } },
});

/** Security headers on every answer but those of `hotPath` routes, which no browser shows. */
export function addSecurityHeaders(fastify: FastifyInstance): void {
  const headers = headersOf(secure);
  fastify.addHook('onRequest', (request, reply, done) => {
    if (request.routeOptions.config.hotPath !== true) reply.headers(headers);
    done();
  });
}

/** They are the same for each request. */
function headersOf(middleware: typeof secure): Readonly<Record<string, string>> {
  const headers: Record<string, string> = {};
  const response = {
    setHeader: (name: string, value: string) => {
      headers[name.toLowerCase()] = value;
    },
    removeHeader: () => undefined,
  };
  middleware({} as never, response as never, () => undefined);
  return headers;
}
