import { afterAll, describe, expect, it } from '@jest/globals';
import { Controller, Get, Module, UseGuards } from '@nestjs/common';
import { SignJWT } from 'jose';
import { createHash } from 'node:crypto';
import { createHttpApp, createLogger, HttpEnv, SystemClock } from '#service-kit';
import { type Caller } from '../caller.js';
import { parseServiceTokens } from '../services/service-tokens.js';
import { UserAuthModule } from '../user-auth.module.js';
import { CurrentCaller } from './current-caller.decorator.js';
import { ServiceOrUserGuard } from './service-or-user.guard.js';
import { ServiceGuard } from './service.guard.js';
import { UserTokenGuard } from './user-token.guard.js';

@Controller()
class WhoController {
  @Get('/user') @UseGuards(UserTokenGuard)
  user(@CurrentCaller() caller: Caller): Caller {
    return caller;
  }

  @Get('/either') @UseGuards(ServiceOrUserGuard)
  either(@CurrentCaller() caller: Caller): Caller {
    return caller;
  }

  @Get('/service') @UseGuards(ServiceGuard)
  service(@CurrentCaller() caller: Caller): Caller {
    return caller;
  }
}

const secret = 'a secret of at least thirty-two bytes, for tests only';
const serviceTokens = parseServiceTokens(`host-product:${createHash('sha256').update('service').digest('hex')}`);

@Module({ imports: [UserAuthModule.forRoot({ trust: { key: { kind: 'secret', secret } }, serviceTokens })], controllers: [WhoController] })
class WhoModule {}

describe('the guards', () => {
  const started = createHttpApp(WhoModule, {
    env: Object.assign(new HttpEnv(), { TRUST_PROXY: ['127.0.0.1'] }), logger: createLogger({ level: 'silent', name: 'test' }), clock: new SystemClock(), openApi: { title: 'Who', version: '1' },
  });
  afterAll(async () => (await started).close());

  const get = async (url: string, token?: string, from = '192.0.2.1') =>
    (await started).app.inject({ url, headers: { 'x-forwarded-for': from, ...(token !== undefined && { authorization: `Bearer ${token}` }) } });
  const userToken = new SignJWT({ sub: 'alice', org: 'acme', role: 'viewer' }).setProtectedHeader({ alg: 'HS256' }).setIssuedAt().setExpirationTime('1h').sign(new TextEncoder().encode(secret));

  it('let a user in, and tell the route who it is', async () => {
    const answer = await get('/user', await userToken);
    expect(answer.json()).toMatchObject({ kind: 'user', ownerId: 'acme/alice' });
  });

  it('let a service in only where services may call', async () => {
    expect((await get('/either', 'service')).json()).toEqual({ kind: 'service', service: 'host-product' });
    expect((await get('/either', await userToken)).json()).toMatchObject({ kind: 'user' });
    expect((await get('/user', 'service')).json()).toMatchObject({ code: 'token-invalid' });
  });

  it('let nobody but services in where only they may call', async () => {
    expect((await get('/service', 'service')).json()).toEqual({ kind: 'service', service: 'host-product' });
    for (const token of [await userToken, 'wrong', undefined]) expect(await get('/service', token)).toMatchObject({ statusCode: 401, headers: { 'www-authenticate': 'Bearer' } });
    expect((await get('/service', await userToken)).json()).toMatchObject({ code: 'service-token-invalid' });
  });

  it('challenge whoever sends no token', async () => {
    const answer = await get('/user');
    expect(answer).toMatchObject({ statusCode: 401, headers: { 'www-authenticate': 'Bearer', 'content-type': 'application/problem+json' } });
    expect(answer.json()).toMatchObject({ code: 'token-missing' });
  });

  it('answer too many failures from one address with 429 and when to try again, while valid tokens and other addresses get in', async () => {
    const answers: Awaited<ReturnType<typeof get>>[] = [];
    while (answers.length < 70) answers.push(await get('/user', 'wrong', '198.51.100.7'));
    const refused = answers.filter(({ statusCode }) => statusCode === 429);
    expect(refused).toHaveLength(10);
    expect(refused[0]?.json()).toMatchObject({ code: 'too-many-requests' });
    expect(Number(refused[0]?.headers['retry-after'])).toBeGreaterThan(0);
    expect((await get('/user', await userToken, '198.51.100.7')).statusCode).toBe(200);
    expect((await get('/user', 'wrong', '198.51.100.8')).statusCode).toBe(401);
  });

  it('count an IPv6 network of 64 bits as one address', async () => {
    const statuses: number[] = [];
    while (statuses.length < 61) statuses.push((await get('/user', 'wrong', `2001:db8:1:2::${(statuses.length + 1).toString(16)}`)).statusCode);
    expect(statuses.filter((status) => status === 429)).toHaveLength(1);
  });
});
