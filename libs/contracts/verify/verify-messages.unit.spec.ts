import { describe, expect, it } from '@jest/globals';
import { statusOf } from '../problem-document.js';
import { PROBLEMS } from '../problems.js';
import { refusalProblem } from './refusal-problem.js';
import { REFUSALS, verifyAnswer, verifyBatchRequest, verifyRequest } from './verify-messages.js';

const endpoint = { method: 'GET', path: '/api/reports' };

describe('a verify request', () => {
  it.each([{ key: 'k' }, { key: 'k', permission: 'reports.view' }, { key: 'k', endpoint }, { key: '' }])(
    'may be %j',
    (request) => {
      expect(verifyRequest.safeParse(request).success).toBe(true);
    },
  );

  it.each([
    {},
    { key: 1 },
    { key: 'k', permission: '' },
    { key: 'k', permission: 'reports.view', endpoint },
    { key: 'k', endpoint: { method: 'GET' } },
    { key: 'k', endpoint: { ...endpoint, host: 'h' } },
    { key: 'k', extra: true },
  ])('may not be %j', (request) => {
    expect(verifyRequest.safeParse(request).success).toBe(false);
  });

  it('comes in batches of 100 at most', () => {
    expect(verifyBatchRequest.safeParse({ items: Array.from({ length: 100 }, () => ({ key: 'k' })) }).success).toBe(
      true,
    );
    expect(verifyBatchRequest.safeParse({ items: Array.from({ length: 101 }, () => ({ key: 'k' })) }).success).toBe(
      false,
    );
  });
});

describe('a verdict', () => {
  it('may bring members that the reader does not know, but no unknown code', () => {
    expect(verifyAnswer.parse({ valid: false, code: 'revoked', since: '2026-01-01' })).toEqual({
      valid: false,
      code: 'revoked',
    });
    expect(verifyAnswer.safeParse({ valid: false, code: 'lent' }).success).toBe(false);
    expect(verifyAnswer.safeParse({ valid: true, code: 'revoked' }).success).toBe(false);
  });

  it.each(REFUSALS)('%s is a problem of its own', (code) => {
    const problem = refusalProblem({ valid: false, code });
    expect(problem).toMatchObject({ code, detail: PROBLEMS[code].remedy });
    expect(statusOf(problem)).toBe(code === 'route-unmapped' ? 403 : 401);
  });

  it('permission-denied names the permission and why it is missing', () => {
    const denied = { valid: false, code: 'permission-denied', permission: 'reports.edit' } as const;
    const problem = refusalProblem({ ...denied, reason: 'role' });
    expect(statusOf(problem)).toBe(403);
    expect(problem).toMatchObject({ extensions: { permission: 'reports.edit', reason: 'role' } });
    expect(refusalProblem({ ...denied, reason: 'scope' }).detail).toMatch(/reports\.edit.*scope/);
  });
});
