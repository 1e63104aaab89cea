import { afterEach, beforeEach, expect, it } from '@jest/globals';
import { HttpSide } from './testing/http-side.js';

let side: HttpSide;

beforeEach(async () => {
  side = await HttpSide.start();
});
afterEach(() => side.close());

it('the OpenAPI document describes exactly the routes there are', () => {
  expect([...side.contract.routes].sort()).toEqual(
    side.http.routes.map(({ method, path }) => `${method} ${path}`).sort(),
  );
  expect(
    side.contract.routes.filter((route) => route.includes('/v1/') && !route.endsWith('openapi.json')).sort(),
  ).toEqual([
    'DELETE /v1/keys/{keyId}/reminder',
    'DELETE /v1/members/{userId}/contact',
    'GET /v1/keys',
    'GET /v1/keys/{keyId}',
    'GET /v1/keys/{keyId}/history',
    'GET /v1/me',
    'GET /v1/members',
    'GET /v1/members/{userId}',
    'GET /v1/members/{userId}/history',
    'PATCH /v1/keys/{keyId}',
    'POST /v1/keys',
    'POST /v1/keys/revoke-all',
    'POST /v1/keys/{keyId}/end-grace',
    'POST /v1/keys/{keyId}/pause',
    'POST /v1/keys/{keyId}/resume',
    'POST /v1/keys/{keyId}/revoke',
    'POST /v1/keys/{keyId}/rotate',
    'POST /v1/members/{userId}/revoke-all-keys',
    'PUT /v1/keys/{keyId}/reminder',
    'PUT /v1/members/{userId}',
  ]);
});

it('it says why the answer to a retry has no secret', () => {
  expect(JSON.stringify(side.http.openApi)).toContain('it is not stored, so it cannot be repeated');
});

it('no secret gets into a log line, a metric, a stored event or a record', async () => {
  const ann = side.as('ann');
  const {
    secret: first,
    key: { keyId },
  } = await ann.create({ name: 'Feed', scope: 'read-only' });
  const { secret: second } = (await ann.post(`/v1/keys/${keyId}/rotate`)).body;
  await ann.post(`/v1/keys/${keyId}/revoke`, { reason: 'leaked' });
  const everything = [
    ...side.logLines,
    await side.http.metrics.metrics(),
    JSON.stringify(await side.store.read('acme/ann', 0)),
  ].join('\n');
  for (const secret of [first, second]) {
    for (const form of [
      secret,
      secret.slice(16),
      Buffer.from(secret).toString('base64').replace(/=+$/, ''),
      Buffer.from(secret).toString('hex'),
    ]) {
      expect(everything).not.toContain(form);
    }
  }
  expect(everything).toContain('keyward_commands_total{command="RevokeKey",outcome="done"} 1');
});
