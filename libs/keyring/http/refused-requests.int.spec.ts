import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { HttpSide } from './testing/http-side.js';

const NEW_KEY = { name: 'Weekly Report Script', scope: 'read-only' };

let side: HttpSide;

beforeEach(async () => {
  side = await HttpSide.start();
});
afterEach(() => side.close());

describe('a request that cannot be right', () => {
  it.each([
    ['no body', undefined],
    ['a list', []],
    ['no scope', { name: 'a' }],
    ['no name', { scope: 'read-only' }],
    ['a name that is a number', { ...NEW_KEY, name: 1 }],
    ['a name of spaces', { ...NEW_KEY, name: '   ' }],
    ['a name of 101 characters', { ...NEW_KEY, name: 'x'.repeat(101) }],
    ['a name with a control character', { ...NEW_KEY, name: 'a\u0007b' }],
    ['an unknown scope', { ...NEW_KEY, scope: 'admin' }],
    ['an unknown mode', { ...NEW_KEY, mode: 'prod' }],
    ['an unknown field', { ...NEW_KEY, role: 'owner' }],
    ['a secret of its own', { ...NEW_KEY, secret: 'x' }],
    ['an expiry in the past', { ...NEW_KEY, expiresAt: '2025-12-31T00:00:00Z' }],
    ['an expiry that is no date', { ...NEW_KEY, expiresAt: 'tomorrow' }],
    ['an expiry on a day that does not exist', { ...NEW_KEY, expiresAt: '2026-02-30T00:00:00Z' }],
    ['an expiry without a zone', { ...NEW_KEY, expiresAt: '2026-02-03T00:00:00' }],
    ['an expiry that is a number', { ...NEW_KEY, expiresAt: 1798761600000 }],
    ['an expiry beyond four-digit years', { ...NEW_KEY, expiresAt: '9999-12-31T23:59:59-12:00' }],
    ['a week as expiry', { ...NEW_KEY, expiresAt: '2027-W01-1' }],
  ])('creates nothing: %s', async (_, body) => {
    expect(await side.as('ann').post('/v1/keys', body)).toMatchObject({
      status: 400,
      body: { code: 'invalid-request', detail: expect.stringMatching(/\w+/) },
    });
    expect((await side.as('ann').get('/v1/keys?include=revoked')).body.keys).toEqual([]);
  });

  it.each([-1, 169, 1.5, '24', true, []])('rotates nothing: graceHours %j', async (graceHours) => {
    const {
      key: { keyId },
    } = await side.as('ann').create(NEW_KEY);
    expect(await side.as('ann').post(`/v1/keys/${keyId}/rotate`, { graceHours })).toMatchObject({
      status: 400,
      body: { code: 'invalid-request' },
    });
    expect((await side.as('ann').get(`/v1/keys/${keyId}`)).body.key).toMatchObject({
      credentials: [{ status: 'current' }],
    });
  });

  it.each([
    '?limit=0',
    '?limit=101',
    '?limit=1.5',
    '?limit=x',
    '?limit=1e2',
    '?limit=%2B5',
    '?limit=%205',
    '?limit=0x1',
    '?limit=5.0',
    '?cursor=unknown',
    '?include=all',
    '?page=2',
    '?cursor=a&cursor=b',
    '?include=revoked&include=revoked',
  ])('lists nothing: %s', async (query) => {
    expect(await side.as('ann').get(`/v1/keys${query}`)).toMatchObject({
      status: 400,
      body: { code: 'invalid-request' },
    });
  });

  it('has no effect by any route: a query field that the route does not know', async () => {
    const {
      key: { keyId },
    } = await side.as('ann').create(NEW_KEY);
    await side.as('bob').create(NEW_KEY);
    const before = (await side.as('ann').get(`/v1/keys/${keyId}/history`)).body.events;
    const callers = { person: side.as('ann', { role: 'administrator' }), service: side.asService() };
    const asked: Record<string, unknown> = {};
    for (const route of side.contract.routes.filter((each) => each.includes(' /v1/'))) {
      const [method = '', template = ''] = route.split(' ');
      const path = `${template.replace('{keyId}', keyId).replace('{userId}', 'bob')}?colour=red`;
      const caller = template.startsWith('/v1/operations') ? callers.service : callers.person;
      const { status, body } = await caller.call(
        method,
        path,
        route === 'PUT /v1/members/{userId}' ? { active: false } : undefined,
      );
      asked[route] = { status, body };
    }
    expect(Object.keys(asked).length).toBeGreaterThan(20);
    expect(asked).toEqual(
      Object.fromEntries(
        Object.keys(asked).map((route) => [
          route,
          {
            status: 400,
            body: expect.objectContaining({ code: 'invalid-request', fields: { colour: ['is not a known field'] } }),
          },
        ]),
      ),
    );
    expect((await side.as('ann').get(`/v1/keys/${keyId}/history`)).body.events).toEqual(before);
  });

  it('does nothing else: unknown fields and wrong types everywhere', async () => {
    const {
      key: { keyId },
    } = await side.as('ann').create(NEW_KEY);
    const ann = side.as('ann');
    const answers = [
      await ann.post(`/v1/keys/${keyId}/revoke`, { reason: 5 }),
      await ann.post(`/v1/keys/${keyId}/revoke`, { reason: 'x'.repeat(501) }),
      await ann.post(`/v1/keys/${keyId}/revoke`, { because: 'x' }),
      await ann.post('/v1/keys/revoke-all', { keys: [] }),
      await ann.post(`/v1/keys/${keyId}/end-grace`, { now: true }),
      await ann.put(`/v1/keys/${keyId}/reminder`, { intervalDays: 45 }),
      await ann.put(`/v1/keys/${keyId}/reminder`),
      await ann.put(`/v1/keys/${keyId}/reminder`, { intervalDays: '30' }),
    ];
    expect(answers.map(({ status, body }) => [status, body.code])).toEqual(answers.map(() => [400, 'invalid-request']));
  });
});
