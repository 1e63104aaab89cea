import { z } from 'zod';
import { RULE_EXTENSION } from './api-schema-rule.decorator.js';
import { type Json, type Paths, type Schemas } from './document.js';

const rule = z.record(z.string(), z.json()).default({});

/** Schemas of classes, those of requests closed: what the server does not know it refuses. */
export function nestSchemas(schemas: Schemas, asked: ReadonlySet<string>): Schemas {
  return Object.fromEntries(
    Object.entries(schemas).map(([name, { [RULE_EXTENSION]: more, ...schema }]) => [
      name,
      { ...schema, ...rule.parse(more), ...(asked.has(name) && { additionalProperties: false }) },
    ]),
  );
}

/** The names of the schemas that the bodies of requests refer to. */
export function requestSchemaNames(paths: Paths): ReadonlySet<string> {
  const bodies = Object.values(paths).flatMap((operations) =>
    Object.values(operations).flatMap(({ requestBody = null }) => requestBody),
  );
  return new Set(bodies.flatMap(referencesIn).map((reference) => reference.split('/').at(-1) ?? ''));
}

function referencesIn(value: Json): readonly string[] {
  if (value === null || typeof value !== 'object') return [];
  return Object.entries(value).flatMap(([name, member]: [string, Json]) =>
    name === '$ref' && typeof member === 'string' ? [member] : referencesIn(member),
  );
}
