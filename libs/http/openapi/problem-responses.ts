import { PROBLEM_MEDIA_TYPE, PROBLEM_STATUSES, PROBLEMS, REFUSALS, refusalProblem, statusOf } from '#contracts';
import { type JsonObject, type Schemas } from './document.js';

const CODES = Object.entries(PROBLEMS);

export const PROBLEM_SCHEMA: JsonObject = {
  type: 'object',
  description: 'RFC 9457 problem details.',
  properties: {
    type: { type: 'string' },
    title: { type: 'string' },
    status: { type: 'integer' },
    detail: { type: 'string', description: 'What is wrong here and what to do about it.' },
    code: { enum: CODES.map(([code]) => code) },
    requestId: { type: 'string' },
  },
  required: ['type', 'title', 'status', 'detail', 'code', 'requestId'],
};

/** Every code with each status that it comes with: its own, and what the bearer of a key is shown. */
const ANSWERS = [
  ...Object.entries(PROBLEM_STATUSES).map(([code, status]) => ({ code, status })),
  ...REFUSALS.map((code) => ({ code, status: statusOf(refusalProblem({ valid: false, code })) })),
];

/** One response for each status that a problem can have, `Problem404` and so on, with the codes that it can carry. */
export const PROBLEM_RESPONSES: Schemas = Object.fromEntries(
  [...new Set(ANSWERS.map(({ status }) => status))].map((status) => {
    const codes = CODES.filter(([code]) => ANSWERS.some((answer) => answer.code === code && answer.status === status));
    const schema = {
      allOf: [
        { $ref: '#/components/schemas/Problem' },
        { properties: { status: { const: status }, code: { enum: codes.map(([code]) => code) } } },
      ],
    };
    return [
      `Problem${String(status)}`,
      {
        description: codes.map(([code, { title }]) => `\`${code}\`: ${title}.`).join(' '),
        content: { [PROBLEM_MEDIA_TYPE]: { schema } },
      },
    ];
  }),
);

interface OperationTraits {
  readonly hasBody: boolean;
  readonly hasParameters: boolean;
  readonly needsCredentials: boolean;
  /** Statuses of the problems that the route itself names. */
  readonly named: readonly number[];
}

/**
 * The problem responses of an operation: what the server may answer to any request of its kind, and what the route
 * names.
 */
export function problemResponses({
  hasBody,
  hasParameters,
  needsCredentials,
  named,
}: OperationTraits): Record<string, JsonObject> {
  const statuses = [
    400,
    408,
    431,
    500,
    ...(hasBody ? [413, 415] : []),
    ...(hasParameters ? [404] : []),
    ...(needsCredentials ? [401, 403, 429, 503] : []),
    ...named,
  ];
  return Object.fromEntries(
    statuses.map((status) => [String(status), { $ref: `#/components/responses/Problem${String(status)}` }]),
  );
}
