import { Problem } from '#contracts';
import { type FastifyInstance } from 'fastify';
import { type Registry } from 'prom-client';
import { sendProblem } from '../problems/send-problem.js';
import { type Readiness } from '#process';
import { type Paths } from '../openapi/document.js';

/** Health and metrics, for operators. */
export function addOperationsRoutes(fastify: FastifyInstance, readiness: Readiness, metrics: Registry): void {
  const config = { routine: true };
  fastify.get('/health/live', { config }, () => ({ status: 'live' }));
  fastify.get('/health/ready', { config }, (_request, reply) => {
    const reasons = readiness.reasons();
    const names = Object.keys(reasons);
    if (names.length === 0) return reply.send({ status: 'ready' });
    const detail = `Not ready yet: ${names.map((name) => `${name} (${reasons[name] ?? ''})`).join(', ')}. Try again shortly.`;
    return sendProblem(reply, new Problem('not-ready', detail, { reasons }));
  });
  fastify.get('/metrics', { config }, async (_request, reply) =>
    reply.type(metrics.contentType).send(await metrics.metrics()),
  );
}

const status = (value: string) => ({
  content: {
    'application/json': {
      schema: {
        type: 'object',
        properties: { status: { const: value } },
        required: ['status'],
        additionalProperties: false,
      },
    },
  },
});

export const OPERATIONS_PATHS: Paths = {
  '/health/live': {
    get: {
      tags: ['operations'],
      summary: 'Whether the process runs',
      security: [],
      responses: { 200: { description: 'It does.', ...status('live') } },
    },
  },
  '/health/ready': {
    get: {
      tags: ['operations'],
      summary: 'Whether it can do its work',
      security: [],
      responses: {
        200: { description: 'It can.', ...status('ready') },
        503: { $ref: '#/components/responses/Problem503' },
      },
    },
  },
  '/metrics': {
    get: {
      tags: ['operations'],
      summary: 'Prometheus metrics',
      security: [],
      responses: { 200: { description: 'Text format.', content: { 'text/plain': { schema: { type: 'string' } } } } },
    },
  },
};

export const OPENAPI_PATHS: Paths = {
  '/v1/openapi.json': {
    get: {
      tags: ['operations'],
      summary: 'This document',
      security: [],
      responses: {
        200: { description: 'OpenAPI 3.1.', content: { 'application/json': { schema: { type: 'object' } } } },
      },
    },
  },
};
