import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { z } from 'zod';

const anything = z.record(z.string(), z.json());
const reference = z.strictObject({
  $ref: z.string().startsWith('#/'),
  summary: z.string().optional(),
  description: z.string().optional(),
});
const orReference = <T extends z.ZodType>(type: T) => z.union([reference, type]);
/** A strict object, as OpenAPI has them: unknown members only as `x-…`. */
const object = <T extends z.ZodRawShape>(shape: T) => z.preprocess(withoutExtensions, z.strictObject(shape));

const schema = z.union([anything, z.boolean()]);
const content = z.record(
  z.string().regex(/^[\w*.+-]+\/[\w*.+-]+$/, 'is not a media type'),
  object({ schema: schema.optional(), example: z.json().optional(), examples: anything.optional() }),
);
const parameter = object({
  name: z.string().min(1),
  in: z.enum(['query', 'header', 'path', 'cookie']),
  description: z.string().optional(),
  required: z.boolean().optional(),
  deprecated: z.boolean().optional(),
  schema,
  style: z.string().optional(),
  explode: z.boolean().optional(),
  example: z.json().optional(),
});
const header = object({ description: z.string().optional(), required: z.boolean().optional(), schema });
const response = object({
  description: z.string(),
  headers: z.record(z.string(), orReference(header)).optional(),
  content: content.optional(),
});
const requirement = z.array(z.record(z.string(), z.array(z.string())));
const operation = object({
  tags: z.array(z.string()).optional(),
  summary: z.string().optional(),
  description: z.string().optional(),
  operationId: z.string().min(1).optional(),
  parameters: z.array(orReference(parameter)).optional(),
  requestBody: orReference(
    object({ description: z.string().optional(), required: z.boolean().optional(), content }),
  ).optional(),
  responses: z
    .record(z.string().regex(/^([1-5](\d\d|XX)|default)$/, 'is not a status'), orReference(response))
    .refine((responses) => Object.keys(responses).length > 0, 'is empty'),
  deprecated: z.boolean().optional(),
  security: requirement.optional(),
});
const METHODS = ['get', 'put', 'post', 'delete', 'options', 'head', 'patch', 'trace'] as const;
const securityScheme = z.discriminatedUnion('type', [
  z.strictObject({
    type: z.literal('http'),
    scheme: z.string(),
    bearerFormat: z.string().optional(),
    description: z.string().optional(),
  }),
  z.strictObject({
    type: z.literal('apiKey'),
    name: z.string(),
    in: z.enum(['query', 'header', 'cookie']),
    description: z.string().optional(),
  }),
]);
const openApi31 = object({
  openapi: z.literal('3.1.0'),
  info: object({
    title: z.string(),
    version: z.string(),
    description: z.string().optional(),
    license: z.strictObject({ name: z.string(), identifier: z.string() }).optional(),
  }),
  servers: z.array(object({ url: z.string(), description: z.string().optional() })).optional(),
  paths: z.record(z.string().startsWith('/'), z.partialRecord(z.enum(METHODS), operation)),
  components: object({
    schemas: z.record(z.string().regex(/^[\w.-]+$/), schema).optional(),
    headers: z.record(z.string().regex(/^[\w.-]+$/), header).optional(),
    responses: z.record(z.string().regex(/^[\w.-]+$/), response).optional(),
    securitySchemes: z.record(z.string().regex(/^[\w.-]+$/), securityScheme).optional(),
  }),
  security: requirement.optional(),
  tags: z.array(object({ name: z.string(), description: z.string().optional() })).optional(),
});
type OpenApi31 = z.infer<typeof openApi31>;

/**
 * What is wrong with an OpenAPI 3.1.0 document: its shape, by the specification's rules for the parts that we use (a
 * part that is not known here is wrong too), then what a shape cannot tell: references, security names, operation ids,
 * path parameters, JSON schemas.
 */
export function faultsOf(document: unknown): readonly string[] {
  const { success, data, error } = openApi31.safeParse(document);
  if (!success) return error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`);
  return [
    ...danglingReferences(document),
    ...unknownSecurity(data),
    ...repeatedIds(data),
    ...pathFaults(data),
    ...badSchemas(document),
  ];
}

function danglingReferences(document: unknown): readonly string[] {
  return [...membersOf(document)].flatMap(([name, value]) => {
    if (name !== '$ref' || typeof value !== 'string') return [];
    return resolves(document, value) ? [] : [`$ref ${value} leads nowhere`];
  });
}

function resolves(document: unknown, pointer: string): boolean {
  if (!pointer.startsWith('#/')) return false;
  const parts = pointer
    .slice(2)
    .split('/')
    .map((part) => decodeURIComponent(part).replaceAll('~1', '/').replaceAll('~0', '~'));
  return parts.reduce<unknown>((value, part) => (isObject(value) ? value[part] : undefined), document) !== undefined;
}

function unknownSecurity({ paths, security = [], components }: OpenApi31): readonly string[] {
  const known = new Set(Object.keys(components.securitySchemes ?? {}));
  const named = [...security, ...operationsOf(paths).flatMap(([, { security: own = [] }]) => own)].flatMap(Object.keys);
  return [...new Set(named)].filter((name) => !known.has(name)).map((name) => `security ${name} is not defined`);
}

function repeatedIds({ paths }: OpenApi31): readonly string[] {
  const ids = operationsOf(paths).flatMap(([, { operationId }]) => operationId ?? []);
  return [...new Set(ids.filter((id, at) => ids.indexOf(id) !== at))].map((id) => `operationId ${id} is not unique`);
}

function pathFaults({ paths }: OpenApi31): readonly string[] {
  const shapes = Object.keys(paths).map((path) => path.replace(/\{[^}]+\}/g, '{}'));
  const ambiguous = Object.keys(paths)
    .filter((_, at) => shapes.indexOf(shapes[at] ?? '') !== at)
    .map((path) => `${path} is the same as another path`);
  const undeclared = operationsOf(paths).flatMap(([where, { parameters = [] }]) => {
    const declared = parameters.flatMap((each) => ('in' in each && each.in === 'path' ? [each] : []));
    const inPath = [...where.matchAll(/\{([^}]+)\}/g)].map(([, name]) => name ?? '').sort();
    const agrees =
      JSON.stringify(declared.map(({ name }) => name).sort()) === JSON.stringify(inPath) &&
      declared.every(({ required }) => required === true);
    return agrees ? [] : [`${where}: its path parameters are not those that it declares as required`];
  });
  return [...ambiguous, ...undeclared];
}

function badSchemas(document: unknown): readonly string[] {
  const ajv = new Ajv2020({
    strict: true,
    strictRequired: false,
    strictTypes: false,
    validateSchema: true,
    allErrors: true,
  });
  addFormats.default(ajv);
  return schemasOf(document).flatMap(([name, each]) =>
    ajv.validateSchema(schema.parse(each)) === true ? [] : [`${name} is not a JSON schema: ${ajv.errorsText()}`],
  );
}

type Named = readonly [name: string, value: unknown];

function schemasOf(document: unknown): readonly Named[] {
  return [...membersOf(document)].flatMap(([name, value]): readonly Named[] => {
    if (name === 'schemas' && isObject(value)) return Object.entries(value);
    return name === 'schema' ? [['a schema', value]] : [];
  });
}

function operationsOf(
  paths: OpenApi31['paths'],
): readonly (readonly [where: string, operation: z.infer<typeof operation>])[] {
  return Object.entries(paths).flatMap(([path, item]) =>
    METHODS.flatMap((method) =>
      item[method] === undefined ? [] : [[`${method.toUpperCase()} ${path}`, item[method]] as const],
    ),
  );
}

function* membersOf(value: unknown): Generator<Named> {
  if (!isObject(value)) return;
  for (const [name, member] of Object.entries(value)) {
    yield [name, member];
    yield* membersOf(member);
  }
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}

function withoutExtensions(value: unknown): unknown {
  return isObject(value) && !Array.isArray(value)
    ? Object.fromEntries(Object.entries(value).filter(([name]) => !name.startsWith('x-')))
    : value;
}
