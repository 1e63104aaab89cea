import { Problem } from '#contracts';
import { type FastifyInstance } from 'fastify';
import { z } from 'zod';
import { type AdjustableClock } from '#process';
import { groupOf } from '../openapi/api-group.decorator.js';
import { type Paths } from '../openapi/document.js';

const body = z.strictObject({ now: z.iso.datetime({ offset: true }) });

/**
 * Lets tests set the time that keys, expiries and tokens are judged by. Exists only in a process started with
 * KEYWARD_TEST_CLOCK.
 */
export function addTestClockRoute(fastify: FastifyInstance, clock: AdjustableClock): void {
  fastify.post('/test/clock', (request) => {
    const parsed = body.safeParse(request.body);
    if (!parsed.success) throw new Problem('invalid-request', 'Send {"now": "<time in ISO 8601>"}.');
    clock.set(new Date(parsed.data.now));
    return { now: clock.now().toISOString() };
  });
}

const schema = {
  type: 'object',
  properties: { now: { type: 'string', format: 'date-time' } },
  required: ['now'],
  additionalProperties: false,
};
const content = { 'application/json': { schema } };

export const TEST_CLOCK_PATHS: Paths = {
  '/test/clock': {
    post: {
      ...groupOf({ name: 'Test', description: 'Where KEYWARD_TEST_CLOCK is set.' }),
      operationId: 'setTestClock',
      summary: 'Sets the clock, which ticks on from there',
      description: 'Moves what the domain and the checks of tokens call now; never leases, retries or logs.',
      security: [],
      requestBody: { required: true, content },
      responses: { 200: { description: 'The time now.', content } },
    },
  },
};
