import { afterAll, describe, expect, it } from '@jest/globals';
import { Controller, Get, Module, UseGuards } from '@nestjs/common';
import { SignJWT } from 'jose';
import { createHash } from 'node:crypto';
import { connect } from 'node:net';
import { z } from 'zod';
import { createHttpApp, HttpEnv } from '#http';
import { createLogger, SystemClock } from '#process';
import { eventually } from '../../../test/kit/eventually.js';
import { exchange } from '../../../test/kit/http.js';
import { type Caller } from '../caller.js';
import { parseServiceTokens } from '../services/service-tokens.js';
import { UserAuthModule } from '../user-auth.module.js';
import { CurrentCaller } from './current-caller.decorator.js';
import { ServiceOrUserGuard } from './service-or-user.guard.js';
import { ServiceGuard } from './service.guard.js';
import { UserTokenGuard } from './user-token.guard.js';

@Controller()
class WhoController {
  @Get('/user')
  @UseGuards(UserTokenGuard)
  user(@CurrentCaller() caller: Caller): Caller {
    return caller;
  }

  @Get('/either')
  @UseGuards(ServiceOrUserGuard)
  either(@CurrentCaller() caller: Caller): Caller {
    return caller;
  }

  @Get('/service')
  @UseGuards(ServiceGuard)
  service(@CurrentCaller() caller: Caller): Caller {
    return caller;
  }
}

const secret = 'a secret of at least thirty-two bytes, for tests only';
const serviceTokens = parseServiceTokens(`host-product:${createHash('sha256').update('service').digest('hex')}`);

@Module({
  imports: [UserAuthModule.forRoot({ trust: { key: { kind: 'secret', secret } }, serviceTokens })],
  controllers: [WhoController],
})
class WhoModule {}

describe('the guards', () => {
  const log: string[] = [];
  const started = createHttpApp(WhoModule, {
    env: Object.assign(new HttpEnv(), { TRUST_PROXY: ['127.0.0.1'] }),
    logger: createLogger({
      level: 'warn',
      name: 'test',
      destination: {
        write: (line) => {
          log.push(line);
        },
      },
    }),
    clock: new SystemClock(),
    openApi: { title: 'Who' },
  });
  const port = started.then(async ({ app }) => {
    await app.listen(0, '127.0.0.1');
    return z.object({ port: z.number() }).parse(app.getHttpServer().address()).port;
  });
  afterAll(async () => (await started).close());

  const get = async (url: string, token?: string, from = '192.0.2.1') =>
    (await started).app.inject({
      url,
      headers: { 'x-forwarded-for': from, ...(token !== undefined && { authorization: `Bearer ${token}` }) },
    });
  const signed = (expires: string) =>
    new SignJWT({ sub: 'alice', org: 'acme', role: 'viewer' })
      .setProtectedHeader({ alg: 'HS256' })
      .setIssuedAt(Date.now() / 1000 - 3600)
      .setExpirationTime(expires)
      .sign(new TextEncoder().encode(secret));
  const userToken = signed('1h');
  const guessUntilLimited = async (url: string, token: string, from: string): Promise<void> => {
    for (let attempt = 0; attempt < 60; attempt++) expect((await get(url, token, from)).statusCode).toBe(401);
    expect((await get(url, token, from)).json()).toMatchObject({ code: 'too-many-requests' });
  };

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
    for (const token of [await userToken, 'wrong', undefined])
      expect(await get('/service', token)).toMatchObject({
        statusCode: 401,
        headers: { 'www-authenticate': 'Bearer' },
      });
    expect((await get('/service', await userToken)).json()).toMatchObject({ code: 'service-token-invalid' });
  });

  it('challenge whoever sends no token', async () => {
    const answer = await get('/user');
    expect(answer).toMatchObject({
      statusCode: 401,
      headers: { 'www-authenticate': 'Bearer', 'content-type': 'application/problem+json' },
    });
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
    while (statuses.length < 61)
      statuses.push((await get('/user', 'wrong', `2001:db8:1:2::${(statuses.length + 1).toString(16)}`)).statusCode);
    expect(statuses.filter((status) => status === 429)).toHaveLength(1);
  });

  it('tell whoever shares an address with somebody who guesses that their own token has expired, or is missing, or says what it must not', async () => {
    const address = '198.51.100.20';
    await guessUntilLimited('/user', 'a.forged.token', address);
    expect((await get('/user', await signed('-10m'), address)).json()).toMatchObject({
      status: 401,
      code: 'token-expired',
    });
    expect((await get('/user', undefined, address)).json()).toMatchObject({ status: 401, code: 'token-missing' });
    expect((await get('/service', undefined, address)).json()).toMatchObject({
      status: 401,
      code: 'service-token-invalid',
    });
    expect((await get('/service', 'service', address)).statusCode).toBe(200);
  });

  it('count neither missing tokens nor expired ones', async () => {
    const expired = await signed('-10m');
    for (let attempt = 0; attempt < 70; attempt++) {
      expect((await get('/user', expired, '198.51.100.21')).statusCode).toBe(401);
      expect((await get('/either', undefined, '198.51.100.21')).statusCode).toBe(401);
    }
    expect((await get('/user', 'wrong', '198.51.100.21')).statusCode).toBe(401);
  });

  it('limit guessed service tokens, too', () => guessUntilLimited('/service', 'guessed', '198.51.100.22'));

  it.each([
    ['/user', 'token-invalid'],
    ['/either', 'token-invalid'],
    ['/service', 'service-token-invalid'],
  ])('let nobody in at %s who sends two tokens', async (url, code) => {
    const answer = await exchange(`http://127.0.0.1:${String(await port)}`, {
      path: url,
      headers: { authorization: ['Bearer service', `Bearer ${await userToken}`] },
    });
    expect(answer).toMatchObject({ status: 401, body: { code, detail: expect.stringContaining('more than once') } });
  });

  it('answer nobody whose connection is gone, and take it for no fault of this process', async () => {
    const { metrics } = await started;
    const refusals = async () =>
      Number(/door="management",reason="token-invalid"\} (\d+)/.exec(await metrics.metrics())?.[1] ?? 0);
    const before = await refusals();
    for (let connection = 0; connection < 20; connection++) {
      const socket = connect(await port, '127.0.0.1').on('error', () => undefined);
      socket.write('GET /user HTTP/1.1\r\nhost: x\r\nauthorization: Bearer a.forged.token\r\n\r\n'.repeat(10), () =>
        socket.resetAndDestroy(),
      );
    }
    await eventually(async () => {
      expect(await refusals()).toBeGreaterThan(before);
    });
    expect(log.filter((line) => line.includes('a request failed'))).toEqual([]);
  });

  it('show every refusal in a metric, and the first of each address and reason in the log, without the token', async () => {
    const { metrics } = await started;
    for (let times = 0; times < 3; times++) await get('/user', 'secretly.sent.token', '203.0.113.5');
    await get('/service', 'secretly-sent', '203.0.113.5');
    expect(await metrics.metrics()).toMatch(
      /keyward_callers_refused_total\{door="management",reason="service-token-invalid"\} \d+/,
    );
    const lines = log
      .filter((line) => line.includes('203.0.113.5'))
      .map((line) => z.object({ door: z.string(), reason: z.string(), remote: z.string() }).parse(JSON.parse(line)));
    expect(lines).toEqual([
      { door: 'management', reason: 'token-invalid', remote: '203.0.113.5' },
      { door: 'management', reason: 'service-token-invalid', remote: '203.0.113.5' },
    ]);
    expect(log.join('')).not.toContain('secretly');
  });
});
