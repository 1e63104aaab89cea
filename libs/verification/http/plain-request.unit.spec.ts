import { describe, expect, it } from '@jest/globals';
import { verifyBatchRequest, verifyRequest } from '#contracts';
import fc from 'fast-check';
import { plainBatch, plainRequest } from './plain-request.js';

const text = fc.oneof(fc.string(), fc.constantFrom('', 'GET', 'x'.repeat(100), 'x'.repeat(101), 'x'.repeat(8193)));
const some = fc.oneof(text, fc.constantFrom(undefined, null, 7, true, [], {}));
const object = (members: Record<string, fc.Arbitrary<unknown>>) =>
  fc.record(members, { requiredKeys: [] }).map((value): unknown => JSON.parse(JSON.stringify(value)));
const endpoint = fc.oneof(object({ method: text, path: text, more: some }), some);
const request = fc.oneof(
  object({ key: text, permission: text }),
  object({ key: some, permission: some, endpoint, more: some }),
  some,
);

describe('a plain request', () => {
  it('is what the schema makes of it', () => {
    fc.assert(
      fc.property(request, (json) => {
        const plain = plainRequest(json);
        if (plain !== null) expect(plain).toEqual(verifyRequest.parse(json));
      }),
      { numRuns: 2000 },
    );
  });

  it.each([
    [{ key: 'k' }],
    [{ key: 'k', permission: 'reports.view' }],
    [{ key: 'k', endpoint: { method: 'GET', path: '/api/reports' } }],
  ])('is %j', (json) => {
    expect(plainRequest(json)).toEqual(json);
    expect(plainBatch({ items: [json, json] })).toEqual([json, json]);
  });

  it.each([
    '{"key":"k","__proto__":{"permission":"x"}}',
    '{"key":"k","permission":"p","endpoint":{"method":"GET","path":"/"}}',
    '{"key":"k","endpoint":{"method":"GET","path":"/","__proto__":1}}',
    '{"permission":"p"}',
    '{"key":"k","permission":null}',
    '[]',
    'null',
  ])('is not %s', (json) => {
    expect(plainRequest(JSON.parse(json))).toBeNull();
    expect(plainBatch({ items: [{ key: 'k' }, JSON.parse(json)] })).toBeNull();
  });
});

it('a plain batch is what the schema makes of it', () => {
  const batch = fc.oneof(object({ items: fc.array(request), more: some }), some);
  fc.assert(
    fc.property(batch, (json) => {
      const plain = plainBatch(json);
      if (plain !== null) expect({ items: plain }).toEqual(verifyBatchRequest.parse(json));
    }),
  );
  expect(plainBatch({ items: Array(101).fill({ key: 'k' }) })).toBeNull();
});
