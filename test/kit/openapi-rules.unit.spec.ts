import { expect, it } from '@jest/globals';
import { faultsOf } from './openapi-rules.js';

const operation = {
  operationId: 'getKey',
  security: [{ token: [] }],
  parameters: [{ name: 'keyId', in: 'path', required: true, schema: { type: 'string' } }],
  responses: {
    200: { description: '', content: { 'application/json': { schema: { $ref: '#/components/schemas/Key' } } } },
    404: { $ref: '#/components/responses/None' },
  },
};
const documentWith = (changes: object, path = '/keys/{keyId}', others: object = {}) => ({
  openapi: '3.1.0',
  info: { title: 'Keys', version: '1' },
  paths: { [path]: { get: { ...operation, ...changes } } },
  components: {
    schemas: { Key: { type: 'object' } },
    responses: { None: { description: 'none' } },
    securitySchemes: { token: { type: 'http', scheme: 'bearer' } },
  },
  ...others,
});

it('a good document has no fault', () => {
  expect(faultsOf(documentWith({ 'x-problems': ['not-found'] }))).toEqual([]);
});

it.each<[string, object, RegExp]>([
  ['an older version', documentWith({}, undefined, { openapi: '3.0.3' }), /openapi/],
  ['a path without a slash', documentWith({}, 'keys/{keyId}'), /paths/],
  [
    'a method that OpenAPI has no word for',
    documentWith({}, undefined, { paths: { '/keys': { search: { responses: { 200: { description: '' } } } } } }),
    /search/,
  ],
  ['an operation without responses', documentWith({ responses: undefined }), /responses/],
  ['no response', documentWith({ responses: {} }), /is empty/],
  ['a response without a description', documentWith({ responses: { 200: {} } }), /responses/],
  ['a status that is none', documentWith({ responses: { ok: { description: '' } } }), /responses/],
  ['an unknown member', documentWith({ sumary: 'Shows a key' }), /sumary/],
  ['a security name that is not defined', documentWith({ security: [{ toke: [] }] }), /security toke /],
  ['one in the whole document', documentWith({}, undefined, { security: [{ key: [] }] }), /security key /],
  [
    'a schema that is not there',
    documentWith({
      responses: {
        200: { description: '', content: { 'application/json': { schema: { $ref: '#/components/schemas/Kee' } } } },
      },
    }),
    /schemas\/Kee leads nowhere/,
  ],
  [
    'a response that is not there',
    documentWith({ responses: { 404: { $ref: '#/components/responses/Nun' } } }),
    /responses\/Nun leads nowhere/,
  ],
  [
    'an operation id that is used twice',
    documentWith({}, undefined, { paths: { '/a/{keyId}': { get: operation }, '/b/{keyId}': { get: operation } } }),
    /operationId getKey is not unique/,
  ],
  [
    'two paths that are the same',
    documentWith({}, undefined, { paths: { '/a/{keyId}': { get: operation }, '/a/{id}': {} } }),
    /\/a\/\{id\} is the same as another path/,
  ],
  ['a path parameter that is not declared', documentWith({ parameters: [] }), /path parameters/],
  [
    'a schema that is none',
    documentWith({}, undefined, {
      components: {
        schemas: { Key: { type: 'thing' } },
        responses: { None: { description: '' } },
        securitySchemes: { token: { type: 'http', scheme: 'bearer' } },
      },
    }),
    /Key is not a JSON schema/,
  ],
])('%s is a fault', (_, document, fault) => {
  expect(faultsOf(document).join('\n')).toMatch(fault);
});
