import { describe, expect, it } from '@jest/globals';
import { OpenApiContract } from './contract.js';
import { type Answer } from './http.js';

const contract = OpenApiContract.parse({
  openapi: '3.1.0',
  info: { title: 'test', version: '1' },
  paths: {
    '/v1/keys/{keyId}': {
      get: {
        responses: {
          200: { description: 'ok', content: { 'application/json': { schema: { $ref: '#/components/schemas/Key' } } } },
          404: { $ref: '#/components/responses/NotFound' },
        },
      },
      delete: { responses: { 204: { description: 'gone' } } },
    },
    '/v1/keys/revoke-all': { get: { responses: { 204: { description: 'literal before parameter' } } } },
    '/v1/authorize': {
      get: {
        'x-every-method': true,
        'x-paths-below': true,
        responses: { 200: { description: 'passes', headers: { 'X-Key-Mode': { $ref: '#/components/headers/Mode' } } } },
      },
    },
  },
  components: {
    schemas: {
      Key: {
        type: 'object',
        properties: { name: { type: ['string', 'null'] }, at: { type: 'string', format: 'date-time' } },
        required: ['name'],
        additionalProperties: false,
      },
    },
    headers: { Mode: { description: 'mode', required: true, schema: { type: 'string', enum: ['live', 'test'] } } },
    responses: {
      NotFound: {
        description: 'none',
        content: { 'application/problem+json': { schema: { type: 'object', required: ['code'] } } },
      },
    },
  },
});

const answer = (status: number, body?: unknown, type = 'application/json'): Answer => ({
  status,
  body,
  text: body === undefined ? '' : JSON.stringify(body),
  headers: body === undefined ? {} : { 'content-type': type },
});
const check =
  (given: Answer, path = '/v1/keys/k1', method = 'GET') =>
  () => {
    contract.check(method, path, given);
  };
const problem = {
  type: 'about:blank',
  title: 'No',
  status: 404,
  detail: 'There is nothing here.',
  code: 'not-found',
  requestId: 'r1',
};

describe('the OpenAPI contract', () => {
  it('lets documented answers pass', () => {
    expect(check(answer(200, { name: null, at: '2026-01-01T00:00:00Z' }))).not.toThrow();
    expect(check(answer(404, problem, 'application/problem+json; charset=utf-8'))).not.toThrow();
    expect(check(answer(204), '/v1/keys/k1', 'DELETE')).not.toThrow();
    expect(check(answer(204), '/v1/keys/revoke-all?x=1')).not.toThrow();
  });

  it('takes one operation for every method and every path below it, where it says so', () => {
    const passes = { ...answer(200), headers: { 'x-key-mode': 'live' } };
    for (const method of ['GET', 'POST', 'TRACE'])
      for (const path of ['/v1/authorize', '/v1/authorize?x=1', '/v1/authorize/api/reports/r1'])
        expect(check(passes, path, method)).not.toThrow();
    expect(check(passes, '/v1/authorized')).toThrow();
    expect(check(passes, '/v1/keys/k1/below')).toThrow();
  });

  it('refuses a documented header that is missing or is not as documented', () => {
    expect(check(answer(200), '/v1/authorize')).toThrow(/X-Key-Mode is missing/);
    expect(check({ ...answer(200), headers: { 'x-key-mode': 'lost' } }, '/v1/authorize')).toThrow(/not as documented/);
  });

  it('takes the most literal route, with a slash at the end or not, and a HEAD for its GET', () => {
    expect(check(answer(200, { name: 'x' }), '/v1/keys/k1/')).not.toThrow();
    expect(check(answer(200), '/v1/keys/k1', 'HEAD')).not.toThrow();
  });

  it.each([
    ['a status that is not documented', answer(500, {})],
    ['a field that is not documented', answer(200, { name: 'x', digest: 'y' })],
    ['a field that is missing', answer(200, {})],
    ['a field of another type', answer(200, { name: 7 })],
    ['a format that is not kept', answer(200, { name: 'x', at: 'yesterday' })],
    ['another media type', answer(200, { name: 'x' }, 'text/json')],
    ['no body where one is documented', answer(200)],
    ['a problem that is not as documented', answer(404, {}, 'application/problem+json')],
  ])('refuses %s', (_what, given) => {
    expect(check(given)).toThrow();
  });

  it('refuses a body where none is documented', () => {
    expect(check(answer(204, {}), '/v1/keys/k1', 'DELETE')).toThrow();
  });

  it('refuses anything but a 4xx or 503 problem where no route is documented', () => {
    expect(check(answer(200, {}), '/nothing')).toThrow();
    expect(check(answer(404, {}), '/nothing')).toThrow();
    expect(check(answer(404, problem), '/nothing')).not.toThrow();
  });

  it('lists its routes', () => {
    expect(contract.routes).toEqual([
      'GET /v1/keys/{keyId}',
      'DELETE /v1/keys/{keyId}',
      'GET /v1/keys/revoke-all',
      'GET /v1/authorize',
    ]);
  });
});
