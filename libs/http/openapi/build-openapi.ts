import { type INestApplication } from '@nestjs/common';
import { DocumentBuilder, SwaggerModule } from '@nestjs/swagger';
import { PROBLEM_STATUSES, PROBLEMS } from '#contracts';
import { z } from 'zod';
import { PROBLEMS_EXTENSION } from './api-problems.decorator.js';
import { type JsonObject, type Paths, type Schemas } from './document.js';
import { PROBLEM_RESPONSES, PROBLEM_SCHEMA, problemResponses } from './problem-responses.js';
import { toOpenApi31 } from './to-openapi-3-1.js';

export interface OpenApiOptions {
  readonly title: string;
  readonly version: string;
  readonly description?: string;
  /** Operations of plain routes. An operation without `security` needs a user token; `security: []` needs nothing. */
  readonly paths?: Paths;
  /** Schemas that `paths` refers to as `#/components/schemas/<name>`. */
  readonly schemas?: Schemas;
}

const object = z.record(z.string(), z.json());
const codes = z.array(z.enum(Object.keys(PROBLEMS) as (keyof typeof PROBLEMS)[])).default([]);
const operation = z
  .looseObject({
    responses: object,
    security: z.array(z.json()).optional(),
    requestBody: z.json().optional(),
    [PROBLEMS_EXTENSION]: codes,
  })
  .catchall(z.json());
const pathItems = z.record(z.string(), z.record(z.string(), object));
const generated = z
  .looseObject({ paths: pathItems, components: z.looseObject({ schemas: object.default({}) }).catchall(z.json()) })
  .catchall(z.json());

/** Ways to prove who one is, by the names that operations refer to. */
const SECURITY_SCHEMES = {
  'user-token': {
    type: 'http',
    scheme: 'bearer',
    bearerFormat: 'JWT',
    description: 'A user token, as the host product issues it.',
  },
  'service-token': { type: 'http', scheme: 'bearer', description: 'A token of a service listed in SERVICE_TOKENS.' },
  'api-key': { type: 'apiKey', in: 'header', name: 'X-API-Key', description: 'An API key.' },
  'gateway-token': { type: 'apiKey', in: 'header', name: 'X-Gateway-Token', description: 'The token of the gateway.' },
} as const;

/** The OpenAPI 3.1 document of Nest's controllers and the given plain routes, each operation with its problems. */
export function buildOpenApi(
  app: INestApplication,
  { title, version, description = '', paths = {}, schemas = {} }: OpenApiOptions,
): JsonObject {
  const config = new DocumentBuilder().setTitle(title).setVersion(version).setDescription(description).build();
  const nest = generated.parse(
    toOpenApi31(object.parse(JSON.parse(JSON.stringify(SwaggerModule.createDocument(app, config))))),
  );
  return {
    ...nest,
    openapi: '3.1.0',
    security: [{ 'user-token': [] }],
    paths: mapOperations(merge(nest.paths, pathItems.parse(paths)), withProblems),
    components: {
      ...nest.components,
      schemas: { ...nest.components.schemas, ...schemas, Problem: PROBLEM_SCHEMA },
      responses: PROBLEM_RESPONSES,
      securitySchemes: SECURITY_SCHEMES,
    },
  };
}

type PathItems = z.infer<typeof pathItems>;

/** Both may have operations of one path. */
function merge(some: PathItems, others: PathItems): PathItems {
  const paths = new Set([...Object.keys(some), ...Object.keys(others)]);
  return Object.fromEntries([...paths].map((path) => [path, { ...some[path], ...others[path] }]));
}

function mapOperations(paths: PathItems, map: (path: string, operation: JsonObject) => JsonObject): JsonObject {
  return Object.fromEntries(
    Object.entries(paths).map(([path, operations]) => [
      path,
      Object.fromEntries(Object.entries(operations).map(([method, each]) => [method, map(path, each)])),
    ]),
  );
}

function withProblems(path: string, described: JsonObject): JsonObject {
  const { responses, security, requestBody, [PROBLEMS_EXTENSION]: named } = operation.parse(described);
  const problems = problemResponses({
    hasBody: requestBody !== undefined,
    hasParameters: path.includes('{'),
    needsCredentials: security === undefined || security.length > 0,
    named: named.map((code) => PROBLEM_STATUSES[code]),
  });
  return { ...described, responses: { ...problems, ...responses } };
}
