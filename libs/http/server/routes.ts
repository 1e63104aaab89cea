import { type FastifyInstance } from 'fastify';

declare module 'fastify' {
  interface FastifyContextConfig {
    /** A route that is called thousands of times per second: it counts and logs for itself, so the server does not. */
    readonly hotPath?: boolean;
    /** Called by machines every few seconds: logged at debug. */
    readonly routine?: boolean;
    /** Part of the page that people see: not described by OpenAPI. */
    readonly page?: boolean;
    /** The methods that OpenAPI describes, where that is not each one. */
    readonly described?: readonly string[];
  }
}

export interface Route {
  readonly method: string;
  /** With `{parameter}`s, as in OpenAPI. */
  readonly path: string;
}

/** Methods that OpenAPI can describe; a route that takes every method takes these among them. */
const DESCRIBABLE = new Set(['GET', 'PUT', 'POST', 'DELETE', 'OPTIONS', 'HEAD', 'PATCH', 'TRACE']);

/**
 * The routes of `fastify` from now on, as they are added. A HEAD that Fastify adds to a GET is left out: it is the same
 * route. So are methods that OpenAPI has no word for, and what its route says is not described.
 */
export function collectRoutes(fastify: FastifyInstance): { readonly list: () => readonly Route[] } {
  const routes = new Map<string, Route>();
  fastify.addHook('onRoute', ({ method, url, config }) => {
    if (method === 'HEAD' || config?.page === true) return; // in a list of methods HEAD is a route of its own
    const path = url.replace(/:([A-Za-z0-9_]+)/g, '{$1}').replace(/\*$/, '{path}');
    for (const each of config?.described ?? [method].flat())
      if (DESCRIBABLE.has(each)) routes.set(`${each} ${path}`, { method: each, path });
  });
  return { list: () => [...routes.values()] };
}
