import { PROBLEMS, REFUSALS, verifyAnswer, verifyBatchAnswer, verifyBatchRequest, verifyRequest } from '#contracts';
import { type Json, type JsonObject, type Paths, type Schemas } from '#http';
import { z } from 'zod';

const TAGS = ['verification'];
const ref = (name: string): JsonObject => ({ $ref: `#/components/schemas/${name}` });
const json = (name: string): JsonObject => ({ 'application/json': { schema: ref(name) } });
const NO_STORE: JsonObject = { 'Cache-Control': { schema: { const: 'no-store' } } };
const problem = (status: number): JsonObject => ({ $ref: `#/components/responses/Problem${String(status)}` });

function schemaOf(type: z.ZodType): JsonObject {
  const schema = z
    .record(z.string(), z.json())
    .parse(JSON.parse(JSON.stringify(z.toJSONSchema(type, { io: 'input' }))));
  // the document's own dialect holds
  return Object.fromEntries(Object.entries(schema).filter(([member]) => member !== '$schema'));
}

/** Schemas that the paths refer to. */
export const VERIFICATION_SCHEMAS: Schemas = {
  VerifyRequest: schemaOf(verifyRequest),
  VerifyAnswer: schemaOf(verifyAnswer),
  VerifyBatchRequest: schemaOf(verifyBatchRequest),
  VerifyBatchAnswer: schemaOf(verifyBatchAnswer),
};

function question(summary: string, description: string, request: string, answer: string): JsonObject {
  return {
    tags: TAGS,
    summary,
    description,
    security: [{ 'service-token': [] }, {}],
    requestBody: { required: true, content: json(request) },
    responses: {
      200: { description: 'A verdict could be given.', headers: NO_STORE, content: json(answer) },
      401: problem(401),
      503: problem(503),
    },
  };
}

const header = (name: string, description: string): JsonObject => ({
  name,
  in: 'header',
  required: false,
  description,
  schema: { type: 'string' },
});

const AUTHORIZE_PARAMETERS: readonly JsonObject[] = [
  header('X-Forwarded-Method', 'The method that the client asked for (AUTHORIZE_SOURCE=forwarded).'),
  header('X-Forwarded-Uri', 'The path that the client asked for, unchanged (AUTHORIZE_SOURCE=forwarded).'),
  header('X-Original-Method', 'The same with AUTHORIZE_SOURCE=original.'),
  header('X-Original-URI', 'The same with AUTHORIZE_SOURCE=original.'),
  header(
    'X-Original-URL',
    'Instead of X-Original-URI, or with it and naming the same: the path, or the whole URL, of which path and query count.',
  ),
];

const CODE: JsonObject = {
  'X-Keyward-Code': {
    description: 'The code of the problem, for gateways that drop the body.',
    schema: { type: 'string' },
  },
};
const IDENTITY: JsonObject = Object.fromEntries(
  ['X-Key-Id', 'X-Key-Owner', 'X-Key-Org', 'X-Key-Role', 'X-Key-Scope', 'X-Key-Mode'].map((name) => [
    name,
    { schema: { type: 'string' } },
  ]),
);

/** Every code that says that the key does not work is a 401 here. */
const KEY_REFUSED: JsonObject = {
  description: 'No key, more than one key, or a key that does not work; or the gateway token is missing or wrong.',
  headers: { 'WWW-Authenticate': { schema: { type: 'string' } }, ...CODE, ...NO_STORE },
  content: {
    'application/problem+json': {
      schema: {
        allOf: [
          ref('Problem'),
          {
            properties: {
              status: { const: 401 },
              code: {
                enum: [
                  'gateway-token-invalid',
                  'key-missing',
                  'key-ambiguous',
                  ...REFUSALS.filter((code) => code !== 'route-unmapped'),
                ],
              },
            },
          },
        ],
      },
    },
  },
};

const QUESTION_REFUSED: JsonObject = {
  description: [PROBLEMS['permission-denied'].title, PROBLEMS['route-unmapped'].title]
    .map((title) => `${title}.`)
    .join(' '),
  headers: { ...CODE, ...NO_STORE },
  content: {
    'application/problem+json': {
      schema: {
        allOf: [
          ref('Problem'),
          {
            properties: {
              status: { const: 403 },
              code: { enum: ['permission-denied', 'route-unmapped'] },
              permission: { type: 'string' },
              reason: { enum: ['role', 'scope'] },
            },
          },
        ],
      },
    },
  },
};

function authorize(method: string, parameters: readonly JsonObject[], id: string): JsonObject {
  return {
    tags: TAGS,
    operationId: `${id}_${method}`,
    summary: 'For gateways: decides whether a request may pass',
    description:
      'Every method does the same, and a body is ignored. The key comes in X-API-Key or in Authorization: Bearer. The request to decide on comes from the one family of headers that AUTHORIZE_SOURCE names, or from what follows /v1/authorize. ' +
      'Gateways append to the address: a query after /v1/authorize is ignored, or, with request-line, part of the request to decide on.',
    security: [{ 'api-key': [] }, { 'api-key': [], 'gateway-token': [] }],
    parameters: [...AUTHORIZE_PARAMETERS, ...parameters],
    responses: {
      200: {
        description: 'The request may pass; the headers name the key and its owner. There is no body.',
        headers: { 'Content-Length': { schema: { const: 0 } }, ...IDENTITY, ...NO_STORE },
      },
      401: KEY_REFUSED,
      403: QUESTION_REFUSED,
      503: problem(503),
    },
  };
}

const DESCRIBABLE = ['get', 'put', 'post', 'delete', 'options', 'head', 'patch', 'trace'] as const;
const REST: Json = {
  name: 'path',
  in: 'path',
  required: true,
  description: 'The path to decide on, with AUTHORIZE_SOURCE=request-line. May contain slashes.',
  schema: { type: 'string' },
};

function everyMethod(id: string, parameters: readonly JsonObject[]): Readonly<Record<string, JsonObject>> {
  return Object.fromEntries(DESCRIBABLE.map((method) => [method, authorize(method, parameters, id)]));
}

/**
 * The OpenAPI 3.1 path items of these routes; OpenAPI has no word for methods such as PROPFIND, which authorize takes
 * too.
 */
export const VERIFICATION_PATHS: Paths = {
  '/v1/verify': {
    post: question(
      'Verify one key',
      'May name a permission or an endpoint to check. Without either, `valid: true` says only that the key works. Needs a service token, except on a loopback address or with VERIFY_AUTH=none.',
      'VerifyRequest',
      'VerifyAnswer',
    ),
  },
  '/v1/verify/batch': {
    post: question(
      'Verify up to 100 keys',
      'Answers in the order of the items; an item without a verdict is `{valid: false, code: "verdict-unavailable"}`.',
      'VerifyBatchRequest',
      'VerifyBatchAnswer',
    ),
  },
  '/v1/authorize': everyMethod('authorize', []),
  '/v1/authorize/{path}': everyMethod('authorizePath', [REST]),
};
