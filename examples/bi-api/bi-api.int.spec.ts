import { request } from 'node:http';
import { type AddressInfo } from 'node:net';
import { type ArgumentsHost, Catch, type ExceptionFilter, Module } from '@nestjs/common';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { Test } from '@nestjs/testing';
import { type FastifyReply } from 'fastify';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import {
  ApiKeyGuardModule,
  type ApiUser,
  type KeyVerifier,
  type UserTokenAuthenticator,
  VerdictUnavailable,
} from '#client';
import { Problem, ROLES, SCOPES, statusOf as statusOfProblem, type VerifyAnswer, type VerifyRequest } from '#contracts';
import {
  canonicalPath,
  defaultPermissionCatalogue,
  defaultRouteTable,
  effectivePermissions,
  explainDenial,
  matchRoute,
} from '#permissions';
import { GOLDEN_CELLS } from '../../test/scenarios/golden/permissions-table.js';
import { BiApiModule } from './index.js';

const catalogue = defaultPermissionCatalogue();
const routes = defaultRouteTable(catalogue);

const keyOf = (role: string, scope: string) => `claribi_sk_live_${role}_${scope}`;
const tokenOf = (role: string) => `token-of-${role}`;
const place = { orgId: 'acme', ownerId: 'acme/ada' };

/** Knows one key for each role and scope, by what the key says. */
class KeysByName implements KeyVerifier {
  verify({ key, endpoint }: VerifyRequest): Promise<VerifyAnswer> {
    if (key.endsWith('_down')) return Promise.reject(new VerdictUnavailable('down', 2.5));
    const role = ROLES.find((name) => key.includes(`_${name}_`));
    const scope = SCOPES.find((name) => key.endsWith(`_${name}`));
    if (role === undefined || scope === undefined) return Promise.resolve({ valid: false, code: 'unknown' });
    const permission = matchRoute(
      routes,
      endpoint?.method ?? '',
      canonicalPath(endpoint?.path ?? '') ?? '',
    )?.permission;
    if (permission === undefined) return Promise.resolve({ valid: false, code: 'route-unmapped' });
    const reason = explainDenial(catalogue, role, scope, permission);
    return Promise.resolve(
      reason !== null
        ? { valid: false, code: 'permission-denied', permission, reason }
        : {
            valid: true,
            code: 'valid',
            keyId: 'k1',
            credentialId: 'c1',
            ...place,
            scope,
            mode: 'live',
            role,
            permissions: [...effectivePermissions(catalogue, role, scope)],
            expiresAt: null,
            activeUntil: null,
          },
    );
  }
}

class TokensByName implements UserTokenAuthenticator {
  authenticate(token: string): Promise<ApiUser> {
    const role = ROLES.find((name) => token === tokenOf(name));
    return role === undefined ? Promise.reject(new Problem('token-invalid')) : Promise.resolve({ ...place, role });
  }
}

@Catch(Problem)
class ProblemFilter implements ExceptionFilter<Problem> {
  async catch(problem: Problem, host: ArgumentsHost): Promise<void> {
    await host
      .switchToHttp()
      .getResponse<FastifyReply>()
      .status(statusOfProblem(problem))
      .send({ code: problem.code, ...problem.extensions });
  }
}

@Module({
  imports: [
    ApiKeyGuardModule.forRoot({
      verifier: new KeysByName(),
      userTokens: { authenticator: new TokensByName(), catalogue, routes },
    }),
    BiApiModule,
  ],
})
class AppModule {}

let app: NestFastifyApplication;
beforeAll(async () => {
  const module = await Test.createTestingModule({ imports: [AppModule] }).compile();
  app = module.createNestApplication<NestFastifyApplication>(
    new FastifyAdapter({ routerOptions: { ignoreTrailingSlash: true } }),
  );
  app.useGlobalFilters(new ProblemFilter());
  await app.listen(0, '127.0.0.1');
});
afterAll(() => app.close());

type Method = 'GET' | 'HEAD' | 'POST' | 'PUT' | 'PATCH' | 'DELETE' | 'OPTIONS';
const call = (method: Method, url: string, headers: Record<string, string>, payload?: object) =>
  app.inject({ method, url, headers, ...(payload === undefined ? {} : { payload }) });
/** Over the wire, where neither path nor headers are tidied up. */
const statusOf = (path: string, headers: readonly string[]) =>
  new Promise<number | undefined>((resolve, reject) => {
    const { port } = app.getHttpServer().address() as AddressInfo;
    request({ port, host: '127.0.0.1', path, headers: ['Host', 'example.test', ...headers] }, (response) => {
      resolve(response.resume().statusCode);
    })
      .on('error', reject)
      .end();
  });
const reader = { 'x-api-key': keyOf('viewer', 'read-only') };
const writer = { 'x-api-key': keyOf('administrator', 'read-write') };
const owner = { authorization: `Bearer ${tokenOf('owner')}` };

describe('the example API', () => {
  it.each<[Method, string, Record<string, string>, number]>([
    ['GET', '/api/data-sources/', reader, 200],
    ['GET', '/api/data-sources?page=2', reader, 200],
    ['HEAD', '/api/data-sources/ds1', reader, 200],
    ['GET', '/api/data-sources/none', reader, 404],
    ['POST', '/api/data-sources', writer, 201],
    ['POST', '/api/data-sources/ds1/sync/', writer, 202],
    ['PATCH', '/api/dashboards/d1', writer, 200],
    ['POST', '/api/dashboards/d1/refresh', writer, 202],
    ['GET', '/api/reports/r1/download', reader, 200],
    ['POST', '/api/reports/r1/generate', writer, 202],
    ['DELETE', '/api/reports/r2', writer, 204],
    ['GET', '/api/analytics/queries/q1/results', reader, 200],
    ['POST', '/api/analytics/query', writer, 200],
    ['POST', '/api/files/', writer, 201],
    ['PUT', '/api/goals/g1', writer, 200],
    ['GET', '/api/milestones/m1', reader, 200],
    ['GET', '/api/organization', reader, 200],
    ['PATCH', '/api/organization', writer, 200],
    ['PUT', '/api/users/me/settings', writer, 200],
    ['GET', '/api/users/ada', writer, 200],
    ['POST', '/api/users/invitations', writer, 201],
    ['GET', '/api/billing/usage', reader, 200],
    ['PUT', '/api/billing/plan', owner, 200],
    ['PUT', '/api/subscription', owner, 200],
    ['GET', '/api/api-keys', owner, 200],
    ['GET', '/api/audit', writer, 200],
    ['GET', '/api/audit/2026/02', writer, 404],
    ['POST', '/api/data-sources', reader, 403],
    ['GET', '/api/api-keys', writer, 403],
    ['GET', '/api/nowhere', writer, 403],
    ['GET', '/api', writer, 403],
    ['OPTIONS', '/api/reports', writer, 403],
    ['GET', '/api/nowhere', {}, 401],
  ])('%s %s', async (method, url, headers, status) => {
    expect((await call(method, url, headers)).statusCode).toBe(status);
  });

  it('keeps what was created, and says who is calling', async () => {
    const { id } = (await call('POST', '/api/goals', writer, { name: 'More orders' })).json<{ id: string }>();
    expect((await call('GET', `/api/goals/${id}/`, reader)).json()).toEqual({ id, name: 'More orders' });
    expect((await call('GET', '/api/users/me', reader)).json()).toEqual({ ...place, role: 'viewer' });
    expect((await call('GET', '/api/users/me', owner)).json()).toEqual({ ...place, role: 'owner' });
  });

  it.each<[string, Record<string, string>, number, string]>([
    ['no credential', {}, 401, 'key-missing'],
    ['an unknown key', { 'x-api-key': 'claribi_sk_live_x' }, 401, 'unknown'],
    ['a bad user token', { authorization: 'Bearer x' }, 401, 'token-invalid'],
    ['a key and a user token', { ...reader, ...owner }, 401, 'key-ambiguous'],
    [
      'forged identity headers',
      { 'x-key-owner': 'acme/ada', 'x-key-role': 'owner', 'x-key-id': 'k1' },
      401,
      'key-missing',
    ],
    ['a key that lacks the permission', { 'x-api-key': keyOf('viewer', 'read-write') }, 403, 'permission-denied'],
    [
      'a token whose role lacks the permission',
      { authorization: `Bearer ${tokenOf('viewer')}` },
      403,
      'permission-denied',
    ],
    ['a key nobody can judge', { 'x-api-key': 'claribi_sk_live_down' }, 503, 'verdict-unavailable'],
  ])('refuses %s', async (_, headers, status, code) => {
    const answer = await call('DELETE', '/api/dashboards/d2', headers);
    expect([answer.statusCode, answer.json<{ code: string }>().code]).toEqual([status, code]);
    expect(answer.headers['www-authenticate']).toBe(status === 401 ? 'ApiKey header="X-API-Key", Bearer' : undefined);
    expect(answer.headers['retry-after']).toBe(status === 503 ? '3' : undefined);
  });

  it.each([
    ['/api/reports/../api-keys', 403],
    ['/api//reports', 403],
    ['/api/reports/%2e%2e/users', 403],
    ['/api/reports/a%2Fb', 403],
    ['/api/reports;x=1', 403],
    ['/api/goals/a%5Cb', 403],
    ['/api/goals/%', 400],
  ])('refuses the path %s to keys and user tokens alike', async (path, status) => {
    for (const headers of [writer, owner]) expect(await statusOf(path, Object.entries(headers).flat())).toBe(status);
  });

  it('lets through and refuses what the golden table says', async () => {
    const outcomes = await Promise.all(
      GOLDEN_CELLS.map(async ({ role, credential, ...cell }) => {
        const headers =
          credential === 'user-token'
            ? { authorization: `Bearer ${tokenOf(role)}` }
            : { 'x-api-key': keyOf(role, credential) };
        const { statusCode } = await app.inject({ method: cell.method as Method, url: cell.path, headers });
        return {
          ...cell,
          role,
          credential,
          allowed: statusCode !== 403,
          answered: [2, 4].includes(Math.floor(statusCode / 100)) && statusCode !== 401,
        };
      }),
    );
    expect(outcomes).toEqual(GOLDEN_CELLS.map((cell) => ({ ...cell, answered: true })));
  });

  it('refuses a key that is sent twice', async () => {
    const [name = '', key = ''] = Object.entries(reader).flat();
    expect(await statusOf('/api/reports', [name, key])).toBe(200);
    expect(await statusOf('/api/reports', [name, key, name, key])).toBe(401);
  });
});
