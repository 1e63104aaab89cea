import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { HttpSide } from './testing/http-side.js';

const NEW_KEY = { name: 'Weekly Report Script', scope: 'read-only' };

let side: HttpSide;

beforeEach(async () => {
  side = await HttpSide.start({ maxKeysPerOwner: 2 });
});
afterEach(() => side.close());

describe('a key of the caller', () => {
  it('gets another name, another expiry or both, a bare date to its end', async () => {
    const { key } = await side.as('ann').create(NEW_KEY);
    const path = `/v1/keys/${key.keyId}`;
    const renamed = await side.as('ann').patch(path, { name: ' Feed ' });
    expect(renamed).toMatchObject({
      status: 200,
      body: {
        key: { keyId: key.keyId, name: 'Feed', scope: key.scope, credentials: key.credentials },
        propagation: { confirmed: true },
      },
    });
    expect(await side.as('ann').patch(path, { name: 'Both', expiresAt: '2026-06-01' })).toMatchObject({
      status: 200,
      body: { key: { name: 'Both', expiresAt: '2026-06-01T23:59:59.999Z' } },
    });
    expect(await side.as('ann').patch(path, { expiresAt: null })).toMatchObject({
      status: 200,
      body: { key: { name: 'Both', expiresAt: null } },
    });
    expect((await side.as('ann').get(path)).body.key).toMatchObject({ name: 'Both', expiresAt: null });
    expect((await side.as('ann').get(`${path}/history`)).body.events.slice(1)).toMatchObject([
      { type: 'KeyRenamed', by: 'user:acme/ann', details: { name: 'Feed' } },
      { type: 'KeyRenamed', details: { name: 'Both' } },
      { type: 'KeyExpiryChanged', details: { expiresAt: '2026-06-01T23:59:59.999Z' } },
      { type: 'KeyExpiryChanged', details: { expiresAt: null } },
    ]);
  });

  it.each([
    {},
    { name: null },
    { name: 7 },
    { name: '' },
    { expiresAt: '' },
    { expiresAt: '2025-01-01' },
    { expiresAt: 'soon' },
    { scope: 'read-write' },
    { name: 'Feed', status: 'active' },
    [],
  ])('is not changed by %j', async (body) => {
    const { key } = await side.as('ann').create(NEW_KEY);
    expect(await side.as('ann').patch(`/v1/keys/${key.keyId}`, body)).toMatchObject({
      status: 400,
      body: { code: 'invalid-request' },
    });
    expect((await side.as('ann').get(`/v1/keys/${key.keyId}`)).body.key).toEqual(key);
  });

  it('changes once for a call that is retried, and the same call again changes nothing', async () => {
    const {
      key: { keyId },
    } = await side.as('ann').create(NEW_KEY);
    const change = (name: string, retry?: string) =>
      side.as('ann').patch(`/v1/keys/${keyId}`, { name }, retry === undefined ? {} : { 'idempotency-key': retry });
    const first = await change('Feed', 'r');
    await change('Other');
    expect(await change('Feed', 'r')).toMatchObject({ status: 200, body: { key: first.body.key } });
    expect(await change('Different', 'r')).toMatchObject({ status: 422, body: { code: 'idempotency-key-reused' } });
    expect(await change('Other')).toMatchObject({ status: 200, body: { key: { name: 'Other' } } });
    expect((await side.as('ann').get(`/v1/keys/${keyId}/history`)).body.events.map(({ type }) => type)).toEqual([
      'KeyCreated',
      'KeyRenamed',
      'KeyRenamed',
    ]);
  });

  it('that has expired works again with a later expiry, if there is room', async () => {
    const {
      key: { keyId },
    } = await side.as('ann').create({ ...NEW_KEY, expiresAt: '2026-01-02' });
    side.clock.set('2026-01-03T00:00:00Z');
    const others = [await side.as('ann').create(NEW_KEY), await side.as('ann').create(NEW_KEY)];
    expect(await side.as('ann').patch(`/v1/keys/${keyId}`, { expiresAt: '2026-02-01' })).toMatchObject({
      status: 409,
      body: { code: 'key-limit-reached' },
    });
    await side.as('ann').post(`/v1/keys/${others[0]?.key.keyId ?? ''}/revoke`);
    expect(await side.as('ann').patch(`/v1/keys/${keyId}`, { expiresAt: '2026-02-01' })).toMatchObject({
      status: 200,
      body: { key: { status: 'active' } },
    });
  });

  it('is paused and resumed, repeating either is no error, and neither takes fields', async () => {
    const {
      key: { keyId },
    } = await side.as('ann').create(NEW_KEY);
    const call = (action: string, body?: object) => side.as('ann').post(`/v1/keys/${keyId}/${action}`, body);
    for (const [action, status] of [
      ['pause', 'paused'],
      ['pause', 'paused'],
      ['resume', 'active'],
      ['resume', 'active'],
    ] as const) {
      expect(await call(action)).toMatchObject({
        status: 200,
        body: { key: { keyId, status }, propagation: { confirmed: true } },
      });
    }
    expect(await call('pause', { until: '2026-02-01' })).toMatchObject({
      status: 400,
      body: { code: 'invalid-request' },
    });
    expect((await side.as('ann').get(`/v1/keys/${keyId}/history`)).body.events.slice(1)).toMatchObject([
      { type: 'KeyPaused', details: {} },
      { type: 'KeyResumed', details: {} },
    ]);
    await call('revoke');
    for (const action of ['pause', 'resume'])
      expect(await call(action)).toMatchObject({ status: 409, body: { code: 'key-revoked' } });
    expect(await side.as('ann').patch(`/v1/keys/${keyId}`, { name: 'Feed' })).toMatchObject({
      status: 409,
      body: { code: 'key-revoked' },
    });
  });
});

it('the caller’s name and address are what the token says', async () => {
  expect((await side.as('ann').get('/v1/me')).body).toMatchObject({ name: null, email: null });
  expect((await side.as('ann', { email: 'ann@acme.example' }).get('/v1/me')).body).toMatchObject({
    name: null,
    email: 'ann@acme.example',
  });
});
