import { expect, it } from '@jest/globals';
import { PROBLEM_STATUSES, REFUSALS, refusalProblem, statusOf } from '#contracts';
import { PROBLEM_SCHEMAS } from './problem-responses.js';

const describes = (status: number, code: string) =>
  JSON.stringify(PROBLEM_SCHEMAS[`Problem${String(status)}`] ?? null).includes(`"${code}"`);

it('every code is among the problems of its status, and of the one that the bearer of a key is shown', () => {
  const answers = [
    ...Object.entries(PROBLEM_STATUSES).map(([code, status]) => [status, code] as const),
    ...REFUSALS.map((code) => [statusOf(refusalProblem({ valid: false, code })), code] as const),
  ];
  expect(answers).toContainEqual([401, 'owner-inactive']);
  expect(answers.filter(([status, code]) => !describes(status, code))).toEqual([]);
  expect(describes(404, 'owner-inactive')).toBe(false);
});
