import { ApiExtension } from '@nestjs/swagger';
import { type JsonObject } from './document.js';

export const RULE_EXTENSION = 'x-schema-rule';

/** Adds to the schema of a class what no single property of it can say, such as `minProperties`. */
export function ApiSchemaRule(rule: JsonObject): ClassDecorator {
  return ApiExtension(RULE_EXTENSION, rule);
}
