import { PROBLEM_MEDIA_TYPE, PROBLEMS } from '#contracts';
import { type JsonObject, type Schemas } from './document.js';
import { ALWAYS, headers } from './headers.js';
import { CODES_BY_STATUS, problemSchema, PROBLEM_SCHEMA } from './problem-schema.js';

const nameOf = (status: number): string => `Problem${String(status)}`;

/** `Problem`, and one schema for each status that a problem can have: `Problem404` and so on. */
export const PROBLEM_SCHEMAS: Schemas = {
  Problem: PROBLEM_SCHEMA,
  ...Object.fromEntries([...CODES_BY_STATUS].map(([status, codes]) => [nameOf(status), problemSchema(status, codes)])),
};

/** The same as responses, of the same names. */
export const PROBLEM_RESPONSES: Schemas = Object.fromEntries(
  [...CODES_BY_STATUS].map(([status, codes]) => [
    nameOf(status),
    problemResponse(codes.map((code) => `\`${code}\`: ${PROBLEMS[code].title}.`).join(' '), status, nameOf(status)),
  ]),
);

/** A response of `status` that holds a problem of the named schema, with the headers that go with it. */
export function problemResponse(
  description: string,
  status: number,
  schema: string,
  more: JsonObject = {},
): JsonObject {
  return {
    description,
    headers: {
      ...ALWAYS,
      ...(status === 401 && headers('WWW-Authenticate')),
      ...((status === 429 || status === 503) && headers('Retry-After')),
      ...more,
    },
    content: { [PROBLEM_MEDIA_TYPE]: { schema: { $ref: `#/components/schemas/${schema}` } } },
  };
}

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
    statuses.map((status) => [String(status), { $ref: `#/components/responses/${nameOf(status)}` }]),
  );
}
