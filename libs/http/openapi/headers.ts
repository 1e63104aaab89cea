import { type JsonObject, type Schemas } from './document.js';

const string = (description: string, rule: JsonObject = {}): JsonObject => ({
  description,
  required: true,
  schema: { type: 'string', ...rule },
});

/** What answers carry, by the names that responses refer to. */
export const HEADERS: Schemas = {
  'X-Request-Id': string('Names this exchange in the log; the one that was sent, or a new one.'),
  'Cache-Control': string('Answers are for their reader, now.', { const: 'no-store' }),
  'WWW-Authenticate': string('What to prove who one is with.', { example: 'Bearer' }),
  'Retry-After': {
    description: 'Seconds to wait before trying again.',
    required: true,
    schema: { type: 'integer', minimum: 1 },
  },
};

export function headers(...names: readonly string[]): JsonObject {
  return Object.fromEntries(names.map((name) => [name, { $ref: `#/components/headers/${name}` }]));
}

/** Of every answer. */
export const ALWAYS = headers('X-Request-Id', 'Cache-Control');
