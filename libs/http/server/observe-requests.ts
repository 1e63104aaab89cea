import { type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify';
import { Gauge, type Registry } from 'prom-client';
import { type Logger, TracedHistogram } from '#process';

/**
 * One log line and one observation of `http_request_duration_seconds` per request, by route template: a path may hold
 * what does not belong into a log. Routes with `config.hotPath` see to it themselves.
 */
export function observeRequests(fastify: FastifyInstance, logger: Logger, metrics: Registry): void {
  const duration = new TracedHistogram({
    name: 'http_request_duration_seconds',
    help: 'Time from the request line to the last byte of the answer, by route template.',
    labelNames: ['method', 'route', 'status'],
    buckets: [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 20, 30, 45, 60],
    registers: [metrics],
  });
  const inFlight = new Gauge({
    name: 'http_requests_in_flight',
    help: 'Requests that are being answered now, without those for verdicts.',
    registers: [metrics],
  });
  fastify.addHook('onRequest', (request: FastifyRequest, reply: FastifyReply, done: () => void) => {
    if (request.routeOptions.config.hotPath !== true) {
      inFlight.inc();
      reply.raw.once('close', () => {
        inFlight.dec();
      });
    }
    done();
  });
  fastify.addHook('onResponse', (request: FastifyRequest, reply: FastifyReply, done: () => void) => {
    const { config, url: route = 'none' } = request.routeOptions;
    if (config.hotPath !== true) {
      const { method } = request;
      duration.observe({ method, route, status: reply.statusCode }, reply.elapsedTime / 1000);
      logger[config.routine === true ? 'debug' : 'info'](
        {
          requestId: request.id,
          method,
          route,
          status: reply.statusCode,
          ms: Math.round(reply.elapsedTime * 10) / 10,
          remote: request.ip,
        },
        'request',
      );
    }
    done();
  });
}
