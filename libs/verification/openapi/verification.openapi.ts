import { PROBLEMS } from '#contracts';
import { type Group, groupOf, type JsonObject, type Paths, problemResponse, type Schemas } from '#http';
import { ref, VERIFICATION_SCHEMAS } from './verification-schemas.js';

const VERIFICATION: Group = {
  name: 'Verification',
  description: 'Whether a key works and may do something: for services, which ask with a key, and for gateways.',
};

const json = (name: string): JsonObject => ({ 'application/json': { schema: ref(name) } });
const problem = (status: number): JsonObject => ({ $ref: `#/components/responses/Problem${String(status)}` });

interface Question {
  readonly operationId: string;
  readonly summary: string;
  readonly description: string;
  readonly request: string;
  readonly answer: string;
}

function question({ operationId, summary, description, request, answer }: Question): JsonObject {
  return {
    ...groupOf(VERIFICATION),
    operationId,
    summary,
    description,
    security: [{ 'service-token': [] }, {}],
    requestBody: { required: true, content: json(request) },
    responses: {
      200: { description: 'A verdict could be given.', content: json(answer) },
      401: problem(401),
      503: problem(503),
    },
  };
}

const header = (name: string, description: string, more: JsonObject = {}): JsonObject => ({
  name,
  in: 'header',
  required: false,
  description,
  schema: { type: 'string' },
  ...more,
});

const AUTHORIZE_PARAMETERS: readonly JsonObject[] = [
  header('X-Forwarded-Method', 'The method that the client asked for (AUTHORIZE_SOURCE=forwarded).', {
    example: 'GET',
  }),
  header('X-Forwarded-Uri', 'The path that the client asked for, unchanged (AUTHORIZE_SOURCE=forwarded).', {
    example: '/api/reports',
  }),
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
    required: true,
    schema: { type: 'string' },
  },
};
const IDENTITY: JsonObject = Object.fromEntries(
  [
    ['X-Key-Id', 'The keyId of the key.'],
    ['X-Key-Owner', 'Its owner: `<orgId>/<userId>`.'],
    ['X-Key-Org', 'The organisation of its owner.'],
    ['X-Key-Role', 'The role of its owner now.'],
    ['X-Key-Scope', 'read-only or read-write.'],
    ['X-Key-Mode', 'live or test.'],
  ].map(([name = '', description = '']) => [name, { description, required: true, schema: { type: 'string' } }]),
);

const PASSES: JsonObject = {
  description: 'The request may pass; the headers name the key and its owner. There is no body.',
  headers: {
    'Content-Length': { description: '0', required: true, schema: { type: 'integer', const: 0 } },
    ...IDENTITY,
  },
};

/**
 * The OpenAPI 3.1 path items of these routes. `x-every-method` and `x-paths-below`: OpenAPI has no words for an
 * operation of every method, PROPFIND too, and of every path that begins so.
 */
const PATHS: Paths = {
  '/v1/verify': {
    post: question({
      operationId: 'verifyKey',
      summary: 'Verifies one key',
      description:
        'May name a permission or an endpoint to check, not both. Without either, `valid: true` says only that the key works. Needs a service token, except on a loopback address or with VERIFY_AUTH=none.',
      request: 'VerifyRequest',
      answer: 'VerifyAnswer',
    }),
  },
  '/v1/verify/batch': {
    post: question({
      operationId: 'verifyKeys',
      summary: 'Verifies up to 100 keys',
      description:
        'Answers in the order of the items; an item without a verdict is `{valid: false, code: "verdict-unavailable"}` in its place.',
      request: 'VerifyBatchRequest',
      answer: 'VerifyBatchAnswer',
    }),
  },
  '/v1/authorize': {
    get: {
      ...groupOf(VERIFICATION),
      operationId: 'authorize',
      summary: 'For gateways: decides whether a request may pass',
      description:
        'Every method does the same, and a body is ignored. The key comes in X-API-Key or in Authorization: Bearer. The request to decide on comes from the one family of headers that AUTHORIZE_SOURCE names or, with request-line, from the method and from what follows /v1/authorize in the path. ' +
        'Gateways append to the address: a query after /v1/authorize is ignored or, with request-line, part of the request to decide on.',
      security: [{ 'api-key': [] }, { 'api-key': [], 'gateway-token': [] }],
      parameters: AUTHORIZE_PARAMETERS,
      'x-every-method': true,
      'x-paths-below': true,
      responses: {
        200: PASSES,
        401: problemResponse(
          'No key, more than one key, or a key that does not work; or the gateway token is missing or wrong.',
          401,
          'AuthorizeKeyRefused',
          CODE,
        ),
        403: problemResponse(
          `${PROBLEMS['permission-denied'].title}. ${PROBLEMS['route-unmapped'].title}.`,
          403,
          'AuthorizeDenied',
          CODE,
        ),
        503: problemResponse(`${PROBLEMS['verdict-unavailable'].title}.`, 503, 'Problem503', CODE),
      },
    },
  },
};

/** What OpenAPI says of these routes. */
export const VERIFICATION_OPENAPI: { readonly paths: Paths; readonly schemas: Schemas } = {
  paths: PATHS,
  schemas: VERIFICATION_SCHEMAS,
};
