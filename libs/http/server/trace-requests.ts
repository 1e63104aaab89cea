import { type Context, context, SpanKind } from '@opentelemetry/api';
import { type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify';
import { isTracing, openSpan, parentOf, recordedParent } from '#process/tracing';
import { type FrontHandler } from './put-in-front.js';

/**
 * A span for every request, by route template, within which it is answered; of a verdict only when whoever asks records
 * a trace. To be called before other hooks, so that what they log belongs to it.
 */
export function traceRequests(fastify: FastifyInstance): void {
  if (!isTracing()) return;
  const contexts = new WeakMap<FastifyRequest, Context>();
  const resume = (request: FastifyRequest, _reply: FastifyReply, done: () => void): void => {
    const within = contexts.get(request);
    if (within === undefined) done();
    else context.with(within, done);
  };
  fastify.addHook('onRequest', (request, reply, done) => {
    const { config, url: route = 'none' } = request.routeOptions;
    const { method, headers, id } = request;
    const parent = config.hotPath === true ? recordedParent(headers) : parentOf(headers);
    if (config.routine !== true && parent !== null) {
      const { within, end } = openSpan(`${method} ${route}`, SpanKind.SERVER, parent);
      contexts.set(request, within);
      reply.raw.once('close', () => {
        end(
          { ...answered(method, reply.statusCode), 'http.route': route, 'keyward.request_id': id },
          reply.statusCode >= 500,
        );
      });
    }
    resume(request, reply, done);
  });
  // a body arrives outside of it
  fastify.addHook('preValidation', resume);
  fastify.addHook('onResponse', resume);
}

/** `front`, with a span for each verdict of which whoever asks records a trace. */
export function tracedFront(front: FrontHandler): FrontHandler {
  if (!isTracing()) return front;
  return (request, response) => {
    const parent = recordedParent(request.headers);
    if (parent === null) return front(request, response);
    const { within, end } = openSpan('verdict', SpanKind.SERVER, parent);
    // what it leaves to the router has a span of its own there; one that is not ended is sent nowhere
    if (!context.with(within, () => front(request, response))) return false;
    response.once('close', () => {
      end(answered(request.method, response.statusCode), response.statusCode >= 500);
    });
    return true;
  };
}

function answered(method = '', status: number) {
  return { 'http.request.method': method, 'http.response.status_code': status };
}
