import { type Json, type JsonObject } from './document.js';

/**
 * Rewrites what Nest's generator writes in the manner of OpenAPI 3.0 (`nullable`, boolean exclusive bounds) as JSON
 * Schema.
 */
export function toOpenApi31(value: Json): Json {
  if (isList(value)) return value.map(toOpenApi31);
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(Object.entries(rewritten(value)).map(([name, member]) => [name, toOpenApi31(member)]));
}

function rewritten(schema: JsonObject): JsonObject {
  const bounded = withBound(withBound(schema, 'minimum', 'exclusiveMinimum'), 'maximum', 'exclusiveMaximum');
  if (typeof bounded['nullable'] !== 'boolean') return bounded;
  const { nullable, ...rest } = bounded;
  return nullable ? orNull(rest) : rest;
}

function withBound(schema: JsonObject, bound: string, exclusive: string): JsonObject {
  if (typeof schema[exclusive] !== 'boolean') return schema;
  const { [bound]: limit, [exclusive]: isExclusive, ...rest } = schema;
  return limit === undefined ? rest : { ...rest, [isExclusive === true ? exclusive : bound]: limit };
}

function orNull(schema: JsonObject): JsonObject {
  const { type, enum: values, ...rest } = schema;
  if (typeof type !== 'string' || 'allOf' in schema || '$ref' in schema) return { anyOf: [schema, { type: 'null' }] };
  return { ...rest, type: [type, 'null'], ...(values !== undefined && isList(values) && { enum: [...values, null] }) };
}

function isList(value: Json): value is readonly Json[] {
  return Array.isArray(value);
}
