import { PROBLEMS, PROBLEM_STATUSES, type ProblemCode, REFUSALS, refusalProblem, statusOf } from '#contracts';
import { type JsonObject } from './document.js';

const text = (description: string, more: JsonObject = {}): JsonObject => ({ type: 'string', description, ...more });

/** Any problem. Members beyond the required ones are those of some codes. */
export const PROBLEM_SCHEMA: JsonObject = {
  type: 'object',
  title: 'Problem',
  description:
    'RFC 9457 problem details. `code` says what is wrong, from one closed list; what a reader does not know of the other members it ignores.',
  properties: {
    type: text('The code as a URI.', { format: 'uri', example: 'urn:keyward:error:key-not-found' }),
    title: text('What the code means, always the same.'),
    status: { type: 'integer', description: 'The HTTP status.' },
    detail: text('What is wrong here and what to do about it.'),
    code: { type: 'string', enum: Object.keys(PROBLEMS) },
    requestId: text('The X-Request-Id of the answer.'),
    traceId: text('The id of the trace that the request is part of, where it is recorded.'),
    fields: {
      type: 'object',
      description: 'Of `invalid-request`: what is wrong with each field of the request.',
      additionalProperties: { type: 'array', items: { type: 'string' } },
    },
    permission: text('Of `permission-denied`: the permission that is missing.'),
    reason: text(
      'Of `permission-denied`: the role of the owner does not include it, or no key of this scope may do it.',
      {
        enum: ['role', 'scope'],
      },
    ),
    retryAfter: {
      type: 'number',
      minimum: 0,
      description: 'Seconds to wait before trying again, as Retry-After has them in whole ones.',
    },
    reasons: {
      type: 'object',
      description: 'Of `not-ready`: what the process waits for.',
      additionalProperties: { type: 'string' },
    },
  },
  required: ['type', 'title', 'status', 'detail', 'code', 'requestId'],
};

/** A problem of `status` with one of `codes`; `required`: members that each of these has. */
export function problemSchema(
  status: number,
  codes: readonly ProblemCode[],
  required: readonly string[] = [],
): JsonObject {
  return {
    allOf: [
      { $ref: '#/components/schemas/Problem' },
      {
        type: 'object',
        properties: { status: { type: 'integer', enum: [status] }, code: { type: 'string', enum: codes } },
        required: ['status', 'code', ...required],
      },
    ],
  };
}

/** Every code with each status that it comes with: its own, and what the bearer of a key is shown. */
const ANSWERS = [
  ...Object.entries(PROBLEM_STATUSES).map(([code, status]) => ({ code, status })),
  ...REFUSALS.map((code) => ({ code, status: statusOf(refusalProblem({ valid: false, code })) })),
];

const CODES = Object.keys(PROBLEMS) as readonly ProblemCode[];

/** Every status that a problem can have, with the codes that it can carry. */
export const CODES_BY_STATUS: ReadonlyMap<number, readonly ProblemCode[]> = new Map(
  [...new Set(ANSWERS.map(({ status }) => status))].map((status) => [
    status,
    CODES.filter((code) => ANSWERS.some((answer) => answer.code === code && answer.status === status)),
  ]),
);
