import { Problem } from '#contracts';
import { type FastifyInstance } from 'fastify';
import { Registry } from 'prom-client';
import { sendProblem } from '../problems/send-problem.js';
import { type BoundedRegistry, type Readiness } from '#process';
import { type Group, groupOf } from '../openapi/api-group.decorator.js';
import { type Paths } from '../openapi/document.js';
import { asksForOpenMetrics } from './asks-for-open-metrics.js';

/** Health and metrics, for operators. */
export function addOperationsRoutes(fastify: FastifyInstance, readiness: Readiness, metrics: BoundedRegistry): void {
  const config = { routine: true };
  fastify.get('/health/live', { config }, () => ({ status: 'live' }));
  fastify.get('/health/ready', { config }, (_request, reply) => {
    const reasons = readiness.reasons();
    const names = Object.keys(reasons);
    if (names.length === 0) return reply.send({ status: 'ready' });
    const detail = `Not ready yet: ${names.map((name) => `${name} (${reasons[name] ?? ''})`).join(', ')}. Try again shortly.`;
    return sendProblem(reply, new Problem('not-ready', detail, { reasons }));
  });
  fastify.get('/metrics', { config }, async ({ headers }, reply) => {
    const { OPENMETRICS_CONTENT_TYPE, PROMETHEUS_CONTENT_TYPE } = Registry;
    const type = asksForOpenMetrics(headers.accept) ? OPENMETRICS_CONTENT_TYPE : PROMETHEUS_CONTENT_TYPE;
    return reply.type(type).send(await metrics.page(type));
  });
}

const status = (value: string) => ({
  content: {
    'application/json': {
      schema: {
        type: 'object',
        properties: { status: { type: 'string', const: value } },
        required: ['status'],
        additionalProperties: false,
      },
    },
  },
});

/** What is there for those who run Keyward. */
export const OPERATIONS: Group = {
  name: 'Operations',
  description: 'For those who run Keyward: health, metrics, replicas, and this document.',
};

export const OPERATIONS_PATHS: Paths = {
  '/health/live': {
    get: {
      ...groupOf(OPERATIONS),
      operationId: 'getLiveness',
      summary: 'Whether the process runs',
      description: 'A process that does not answer this is to be started again.',
      security: [],
      responses: { 200: { description: 'It does.', ...status('live') } },
    },
  },
  '/health/ready': {
    get: {
      ...groupOf(OPERATIONS),
      operationId: 'getReadiness',
      summary: 'Whether it can do its work',
      description: 'A process that is not ready gets no requests until it is. The answer says what it waits for.',
      security: [],
      responses: {
        200: { description: 'It can.', ...status('ready') },
        503: { $ref: '#/components/responses/Problem503' },
      },
    },
  },
  '/metrics': {
    get: {
      ...groupOf(OPERATIONS),
      operationId: 'getMetrics',
      summary: 'Prometheus metrics',
      description: 'What they are and mean: docs/operations.md.',
      security: [],
      responses: {
        200: {
          description: 'In the text format; in OpenMetrics, which has exemplars, where Accept asks for that.',
          content: {
            'text/plain': { schema: { type: 'string' } },
            'application/openmetrics-text': { schema: { type: 'string' } },
          },
        },
      },
    },
  },
};

export const OPENAPI_PATHS: Paths = {
  '/v1/openapi.json': {
    get: {
      ...groupOf(OPERATIONS),
      operationId: 'getOpenApi',
      summary: 'This document',
      description: 'For generators of clients, and for people.',
      security: [],
      responses: {
        200: { description: 'OpenAPI 3.1.', content: { 'application/json': { schema: { type: 'object' } } } },
      },
    },
  },
};
