import { expect } from '@jest/globals';
import { type Answer } from '../../kit/http.js';
import { type GatewayTraits } from '../gateway-traits.js';
import { type Seen } from '../protected-service.js';
import { type Stage, type Watched } from '../stage.js';

/** What a group of cases gets; the stage exists once its tests run. */
export interface Cases {
  readonly stage: () => Stage;
  readonly traits: GatewayTraits;
}

export const PAGE = 'https://app.example.com';
export const REPORTS = '/api/reports';
/** Only an administrator may see it. */
export const OF_ADMINISTRATORS = '/api/users/7';
export const IDENTITY = ['X-Key-Id', 'X-Key-Mode', 'X-Key-Org', 'X-Key-Owner', 'X-Key-Role', 'X-Key-Scope'] as const;

/** The headers by which the upstream could take somebody for the owner of the key, sorted. */
export function identityIn({ headers }: Seen): readonly (readonly [string, string])[] {
  return headers.filter(([name]) => /^x[-_]key[-_]/.test(name)).sort(([a], [b]) => (a < b ? -1 : 1));
}

/** The upstream got nothing, and the client what it needs to know. */
export function expectRefusal(
  { refusal }: GatewayTraits,
  { answer, reached }: Watched,
  status: 401 | 403,
  code: string,
): void {
  expect([answer.status, reached]).toEqual([status, []]);
  if (status === 401)
    expect(answer.headers['www-authenticate']).toMatch(code === 'gateway-token-invalid' ? 'X-Gateway-Token' : /ApiKey/);
  if (refusal === 'of the gateway') {
    expect(answer.body).toBeUndefined();
    return;
  }
  expect(answer.headers).toMatchObject({ 'content-type': 'application/problem+json', 'cache-control': 'no-store' });
  expect(answer.body).toMatchObject({
    type: `urn:keyward:error:${code}`,
    status,
    code,
    title: expect.any(String),
    requestId: expect.stringMatching(/./),
    ...(refusal === 'of Keyward' && { detail: expect.any(String) }),
  });
}

export function expectNothing({ answer, reached }: Watched): void {
  expect([answer.status >= 400, answer.status, reached]).toEqual([true, answer.status, []]);
}

/** A 503 that says when to try again, as a problem document; or, where a gateway has nothing better, its 500. */
export function expectNoVerdict(
  how: GatewayTraits['unavailable'],
  { answer, reached }: { readonly answer: Answer; readonly reached: readonly Seen[] },
): void {
  expect(reached).toEqual([]);
  if (how === '500 of the gateway') {
    expect([answer.status, answer.body]).toEqual([500, undefined]);
    return;
  }
  expect(answer.status).toBe(503);
  expect(answer.headers).toMatchObject({ 'retry-after': '1', 'content-type': 'application/problem+json' });
  expect(answer.body).toMatchObject({ status: 503 });
  if (how === 'of Keyward')
    expect(answer.body).toMatchObject({ code: 'verdict-unavailable', requestId: expect.any(String) });
}
