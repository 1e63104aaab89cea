import { expect, it } from '@jest/globals';
import { describeIssues } from './describe-issues.js';
import { verifyBatchRequest, verifyRequest } from './verify/verify-messages.js';

const described = (
  request: unknown,
  schema: typeof verifyRequest | typeof verifyBatchRequest = verifyBatchRequest,
): string => {
  const { error } = schema.safeParse(request);
  if (error === undefined) throw new Error('it is a right request');
  return describeIssues(error).join('; ');
};

it('an unknown field is named', () => {
  expect(described({ key: 'x', colour: 'red' }, verifyRequest)).toBe('unknown field "colour"');
  expect(described({ key: 'x', colour: 'red', size: 1 }, verifyRequest)).toBe('unknown fields "colour", "size"');
});

it('of very many faults and names the first are shown, and none at length', () => {
  const many = described(
    Object.fromEntries([['items', []], ...Array.from({ length: 5000 }, (_, index) => [`f${String(index)}`, 0])]),
  );
  expect(many).toMatch(/^unknown fields "f0", .* and 4980 more$/);
  expect(described({ items: Array.from({ length: 100 }, () => ({})) })).toMatch(/^items\.0\.key: .*; and 80 more$/);
  for (const text of [many, described({ items: [], ['x'.repeat(1_000_000)]: 0 })])
    expect(text.length).toBeLessThan(500);
});
