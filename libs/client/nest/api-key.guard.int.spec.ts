import { Controller, Get, UseGuards } from '@nestjs/common';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { Test } from '@nestjs/testing';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { type VerifyAnswer, type VerifyRequest } from '#contracts';
import { type ApiUser } from '../admission/admission-options.js';
import { type KeyVerifier } from '../key-verifier.js';
import { ApiCaller } from './api-caller.decorator.js';
import { ApiKeyGuardModule } from './api-key-guard.module.js';
import { ApiKeyGuard, RequirePermission } from './api-key.guard.js';
import { accepted } from '../testing/accepted.js';

const KEY = 'claribi_sk_live_a';
/** Accepts one key for whatever is asked, and keeps what was asked. */
class OneKey implements KeyVerifier {
  readonly asked: VerifyRequest[] = [];

  verify(request: VerifyRequest): Promise<VerifyAnswer> {
    this.asked.push(request);
    return Promise.resolve(request.key === KEY ? accepted : { valid: false, code: 'unknown' });
  }
}
const verifier = new OneKey();

@Controller('things')
@UseGuards(ApiKeyGuard)
class ThingsController {
  @Get('by-route/*')
  byRoute(@ApiCaller() caller: ApiUser): ApiUser {
    return caller;
  }

  @Get('by-permission')
  @RequirePermission('things.view')
  byPermission(): object {
    return {};
  }
}

let app: NestFastifyApplication;
beforeAll(async () => {
  const module = await Test.createTestingModule({
    imports: [ApiKeyGuardModule.forRootAsync({ useFactory: () => ({ verifier }) })],
    controllers: [ThingsController],
  }).compile();
  app = module.createNestApplication<NestFastifyApplication>(new FastifyAdapter());
  await app.init();
});
beforeEach(() => {
  verifier.asked.length = 0;
});
afterAll(() => app.close());

const get = async (url: string, headers: Record<string, string> = { 'x-api-key': KEY }) => {
  const answer = await app.inject({ url, headers });
  return { status: answer.statusCode, body: answer.json<Record<string, unknown>>() };
};

describe('ApiKeyGuard', () => {
  it('asks for the endpoint as it was requested, without the query', async () => {
    expect(await get('/things/by-route/a%20b/?secret=1')).toEqual({
      status: 200,
      body: { ownerId: 'acme/ada', orgId: 'acme', role: 'analyst' },
    });
    expect(verifier.asked).toEqual([{ key: KEY, endpoint: { method: 'GET', path: '/things/by-route/a%20b/' } }]);
  });

  it('asks for the permission that a handler requires, whatever its route', async () => {
    expect((await get('/things/by-permission')).status).toBe(200);
    expect(verifier.asked).toEqual([{ key: KEY, permission: 'things.view' }]);
  });

  it('judges the key first, also where the path is longer than can be asked about', async () => {
    const url = `/things/by-route/${'a'.repeat(8192)}`;
    expect(await get(url, { 'x-api-key': 'x' })).toMatchObject({ status: 401, body: { code: 'unknown' } });
    expect(await get(url)).toMatchObject({ status: 403, body: { code: 'route-unmapped' } });
  });

  it('leaves a Bearer value that is no key to others where user tokens are not taken', async () => {
    expect((await get('/things/by-permission', { 'x-api-key': KEY, authorization: 'Bearer e30.e30.e30' })).status).toBe(
      200,
    );
    expect(await get('/things/by-permission', { authorization: 'Bearer e30.e30.e30' })).toMatchObject({
      status: 401,
      body: { code: 'key-missing' },
    });
    expect((await get('/things/by-permission', { authorization: `Bearer ${KEY}` })).status).toBe(200);
  });
});
