import { describe, expect, it } from '@jest/globals';
import { toOpenApi31 } from './to-openapi-3-1.js';

describe('a schema in the manner of OpenAPI 3.0', () => {
  it.each([
    ['a nullable type', { type: 'string', nullable: true }, { type: ['string', 'null'] }],
    [
      'a nullable enum',
      { type: 'string', enum: ['a'], nullable: true },
      { type: ['string', 'null'], enum: ['a', null] },
    ],
    ['a nullable reference', { $ref: '#/x', nullable: true }, { anyOf: [{ $ref: '#/x' }, { type: 'null' }] }],
    [
      'a nullable composition',
      { type: 'object', allOf: [{ $ref: '#/x' }], nullable: true },
      { anyOf: [{ type: 'object', allOf: [{ $ref: '#/x' }] }, { type: 'null' }] },
    ],
    ['one that is not nullable', { type: 'string', nullable: false }, { type: 'string' }],
    [
      'exclusive bounds',
      { minimum: 1, exclusiveMinimum: true, maximum: 9, exclusiveMaximum: false },
      { exclusiveMinimum: 1, maximum: 9 },
    ],
    [
      'a property named nullable',
      { properties: { nullable: { type: 'boolean', nullable: true } } },
      { properties: { nullable: { type: ['boolean', 'null'] } } },
    ],
    [
      'what is 3.1 already',
      { type: ['string', 'null'], exclusiveMinimum: 1 },
      { type: ['string', 'null'], exclusiveMinimum: 1 },
    ],
  ])('is rewritten: %s', (_what, before, after) => {
    expect(toOpenApi31(before)).toEqual(after);
  });
});
