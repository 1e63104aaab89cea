import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { status as Code } from '@grpc/grpc-js';
import { Authorization } from '#protos';
import { keyCreated, keyRevoked, recordedAs, roleChanged } from '../domain/testing/events.js';
import { type GrpcCaller } from '../testing/grpc-caller.js';
import { GrpcHouse } from '../testing/grpc-house.js';
import { newSecret } from '../testing/verification-system.js';

const { check } = Authorization.method;
const CHECK = '/envoy.service.auth.v3.Authorization/Check';
const GATEWAY_TOKEN = 'a-token-of-the-gateway';
const OVERWRITE = 2;
const house = new GrpcHouse();
const { system } = house;
const good = newSecret('c1');
const revoked = newSecret('c2');
const created = (keyId: string, { credential }: ReturnType<typeof newSecret>) => keyCreated({ keyId, credential });

let envoy: GrpcCaller;
let guarded: number;
let cutOff: GrpcCaller;
beforeAll(async () => {
  await system.publish(
    recordedAs(1, roleChanged('analyst')),
    recordedAs(2, created('k1', good)),
    recordedAs(3, created('k2', revoked)),
    recordedAs(4, keyRevoked('k2')),
  );
  const replica = await system.serving();
  envoy = house.caller((await house.serve(replica)).port);
  guarded = (await house.serve(replica, { GATEWAY_TOKEN, SERVICE_TOKENS: 'a-service-token' })).port;
  cutOff = house.caller((await house.serve(system.replica())).port);
});
afterAll(async () => {
  await house.close();
  for (const secret of [good.secret, revoked.secret, GATEWAY_TOKEN]) expect(house.log.join('')).not.toContain(secret);
});

interface Asked {
  readonly method?: string;
  readonly path?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly raw?: readonly (readonly [string, string])[];
}

const request = ({ method = 'GET', path = '/api/reports/', headers = {}, raw }: Asked) => {
  const headerMap =
    raw === undefined
      ? {}
      : { headerMap: { headers: raw.map(([key, value]) => ({ key, rawValue: Buffer.from(value) })) } };
  return { attributes: { request: { http: { method, path, headers, ...headerMap } } } };
};
const ask = (asked: Asked, caller = envoy) => caller.ask(check, request(asked));
const withKey = { 'x-api-key': good.secret };
const denied = (status: number, code: string) => ({
  httpResponse: {
    case: 'deniedResponse',
    value: { status: { code: status }, body: expect.stringContaining(`"code":"${code}"`) },
  },
});

describe('Envoy’s Check', () => {
  it('lets a request pass with the identity of its key in place of what the client sent, and without the key', async () => {
    const { status, httpResponse } = await ask({ headers: withKey });
    expect(status?.code).toBe(Code.OK);
    expect(httpResponse).toMatchObject({
      case: 'okResponse',
      value: {
        headers: [
          ['x-key-id', 'k1'],
          ['x-key-owner', 'acme/ann'],
          ['x-key-org', 'acme'],
          ['x-key-role', 'analyst'],
          ['x-key-scope', 'read-only'],
          ['x-key-mode', 'live'],
        ].map(([key, value]) => ({ header: { key, value }, appendAction: OVERWRITE })),
        headersToRemove: ['x-api-key'],
      },
    });
  });

  it('keeps Authorization from the upstream when it holds a key, and only then', async () => {
    const removed = async (headers: Asked['headers']) => {
      const { httpResponse } = await ask({ headers: headers ?? {} });
      return httpResponse.case === 'okResponse' ? httpResponse.value.headersToRemove : httpResponse;
    };
    expect(await removed({ authorization: `Bearer ${good.secret}` })).toEqual(['x-api-key', 'authorization']);
    expect(await removed({ ...withKey, authorization: 'Bearer of.something.else' })).toEqual(['x-api-key']);
    expect(await removed({ ...withKey, authorization: `Bearer ${good.secret}` })).toEqual([
      'x-api-key',
      'authorization',
    ]);
  });

  it.each<[string, Asked, number, string]>([
    ['no key', {}, 401, 'key-missing'],
    ['two keys', { headers: { ...withKey, authorization: `Bearer ${revoked.secret}` } }, 401, 'key-ambiguous'],
    [
      'a header twice',
      {
        raw: [
          ['x-api-key', good.secret],
          ['x-api-key', good.secret],
        ],
      },
      401,
      'key-ambiguous',
    ],
    ['a revoked key', { headers: { 'x-api-key': revoked.secret } }, 401, 'revoked'],
    ['no key at all in X-API-Key', { headers: { 'x-api-key': 'hello' } }, 401, 'malformed'],
    ['a route of no table', { headers: withKey, path: '/nowhere' }, 403, 'route-unmapped'],
    ['a path that could be read in two ways', { headers: withKey, path: '/api/x/../reports/' }, 403, 'route-unmapped'],
    ['a path that is coded twice', { headers: withKey, path: '/api/%2572eports/' }, 403, 'route-unmapped'],
    ['no path', { headers: withKey, path: '' }, 403, 'route-unmapped'],
    ['a method that is on no row', { headers: withKey, method: 'TRACE' }, 403, 'route-unmapped'],
    ['more headers than Keyward reads', { headers: { 'x-api-key': 'k'.repeat(40_000) } }, 431, 'headers-too-large'],
    ['a permission that is missing', { headers: withKey, method: 'POST' }, 403, 'permission-denied'],
  ])('answers %s as over HTTP', async (_what, asked, status, code) => {
    expect(await ask(asked)).toMatchObject(denied(status, code));
  });

  it('answers a refusal with the headers that it has over HTTP', async () => {
    const { status, httpResponse } = await ask({ headers: { 'x-request-id': 'r-1' } });
    expect(status).toMatchObject({ code: Code.UNAUTHENTICATED });
    const headers = httpResponse.case === 'deniedResponse' ? httpResponse.value.headers : [];
    expect(Object.fromEntries(headers.map(({ header }) => [header?.key, header?.value]))).toEqual({
      'x-request-id': 'r-1',
      'x-keyward-code': 'key-missing',
      'content-type': 'application/problem+json',
      'cache-control': 'no-store',
      'www-authenticate': expect.stringContaining('X-API-Key'),
    });
  });

  it('answers 503 with Retry-After, not an error, when no verdict can be given', async () => {
    const answer = await ask({ headers: withKey }, cutOff);
    expect(answer).toMatchObject({ status: { code: Code.UNAVAILABLE }, ...denied(503, 'verdict-unavailable') });
    const headers = answer.httpResponse.case === 'deniedResponse' ? answer.httpResponse.value.headers : [];
    expect(headers.map(({ header }) => `${header?.key ?? ''}: ${header?.value ?? ''}`)).toContain('retry-after: 1');
  });

  it('judges by the request line alone, whatever other headers name', async () => {
    const forged = {
      'x-forwarded-uri': '/api/reports/',
      'x-original-url': '/api/reports/',
      'x-forwarded-method': 'GET',
    };
    expect(await ask({ headers: { ...withKey, ...forged }, path: '/nowhere' })).toMatchObject(
      denied(403, 'route-unmapped'),
    );
  });

  it('wants the token of the gateway in the metadata, not in what the client sent', async () => {
    const known = house.caller(guarded, { 'x-gateway-token': GATEWAY_TOKEN });
    expect((await ask({ headers: withKey }, known)).httpResponse.case).toBe('okResponse');
    for (const metadata of [{}, { 'x-gateway-token': 'another-token-of-a-gateway' }]) {
      const stranger = house.caller(guarded, metadata);
      await expect(ask({ headers: { ...withKey, 'x-gateway-token': GATEWAY_TOKEN } }, stranger)).rejects.toMatchObject({
        code: Code.UNAUTHENTICATED,
        details: [{ metadata: { code: 'gateway-token-invalid' } }],
      });
    }
  });

  it('refuses what is no such request', async () => {
    for (const bytes of [Buffer.from([0xff]), Buffer.alloc(0)])
      await expect(envoy.bytes(CHECK, bytes)).rejects.toMatchObject({ code: Code.INVALID_ARGUMENT });
  });
});
