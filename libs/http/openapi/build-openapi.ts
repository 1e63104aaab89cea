import { type INestApplication, type Type } from '@nestjs/common';
import { DocumentBuilder, SwaggerModule } from '@nestjs/swagger';
import { z } from 'zod';
import { keywardVersion } from '#process';
import { CONVENTIONS } from './conventions.js';
import { describedOperation } from './described-operation.js';
import { describedControllers } from './described-controllers.js';
import { type JsonObject, type Paths, type Schemas } from './document.js';
import { HEADERS } from './headers.js';
import { PROBLEM_RESPONSES, PROBLEM_SCHEMAS } from './problem-responses.js';
import { nestSchemas, requestSchemaNames } from './schemas.js';
import { toOpenApi31 } from './to-openapi-3-1.js';

export interface OpenApiOptions {
  readonly title: string;
  /** Markdown. Default: what holds for every call. */
  readonly description?: string;
  /** Operations of plain routes. An operation without `security` needs a user token; `security: []` needs nothing. */
  readonly paths?: Paths;
  /** Schemas that `paths` refers to as `#/components/schemas/<name>`. */
  readonly schemas?: Schemas;
  /** Operations that other services answer at the same public address. */
  readonly elsewhere?: {
    readonly controllers: readonly Type[];
    readonly paths: Paths;
    readonly schemas: Schemas;
  };
}

const object = z.record(z.string(), z.json());
const pathItems = z.record(z.string(), z.record(z.string(), object));
const generated = z.looseObject({
  paths: pathItems,
  components: z.looseObject({ schemas: z.record(z.string(), object).default({}) }),
});

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
export async function buildOpenApi(
  app: INestApplication,
  { title, description = CONVENTIONS, paths = {}, schemas = {}, elsewhere }: OpenApiOptions,
): Promise<JsonObject> {
  const controllers = [generatedFrom(app)];
  if (elsewhere !== undefined) controllers.push(await describedControllers(elsewhere.controllers, generatedFrom));
  const operations = merged([
    ...controllers.map((each) => each.paths),
    pathItems.parse(elsewhere?.paths ?? {}),
    pathItems.parse(paths),
  ]);
  const asked = requestSchemaNames(operations);
  const { described, tags } = describedOperations(operations);
  return {
    openapi: '3.1.0',
    info: {
      title,
      version: keywardVersion(),
      description,
      license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
    },
    servers: [{ url: '/', description: 'The server that gave this document.' }],
    security: [{ 'user-token': [] }],
    tags,
    paths: described,
    components: {
      schemas: {
        ...Object.fromEntries(
          controllers
            .flatMap(({ components }) => nestSchemas(components.schemas, asked))
            .flatMap((each) => Object.entries(each)),
        ),
        ...elsewhere?.schemas,
        ...schemas,
        ...PROBLEM_SCHEMAS,
      },
      headers: HEADERS,
      responses: PROBLEM_RESPONSES,
      securitySchemes: SECURITY_SCHEMES,
    },
  };
}

type Generated = z.infer<typeof generated>;
type PathItems = z.infer<typeof pathItems>;

function generatedFrom(app: INestApplication): Generated {
  const document: unknown = SwaggerModule.createDocument(app, new DocumentBuilder().build());
  return generated.parse(toOpenApi31(object.parse(JSON.parse(JSON.stringify(document)))));
}

/** Several may have operations of one path. */
function merged(all: readonly PathItems[]): PathItems {
  const paths: PathItems = {};
  for (const items of all)
    for (const [path, operations] of Object.entries(items)) paths[path] = { ...paths[path], ...operations };
  return paths;
}

function describedOperations(operations: PathItems): {
  readonly described: Paths;
  readonly tags: readonly JsonObject[];
} {
  const groups = new Map<string, string>();
  const described = Object.fromEntries(
    Object.entries(operations).map(([path, items]) => [
      path,
      Object.fromEntries(
        Object.entries(items).map(([method, each]) => [method, describedOperation(path, each, groups)]),
      ),
    ]),
  );
  return { described, tags: [...groups].map(([name, text]) => ({ name, description: text })) };
}
