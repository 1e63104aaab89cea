import {
  type ArgumentsHost,
  Catch,
  Controller,
  type ExceptionFilter,
  Get,
  HttpException,
  type INestApplication,
  type LoggerService,
  UseGuards,
} from '@nestjs/common';
import { APP_GUARD, BaseExceptionFilter, HttpAdapterHost } from '@nestjs/core';
import { ClientProxyFactory, MessagePattern, type MicroserviceOptions, Transport } from '@nestjs/microservices';
import { ExpressAdapter } from '@nestjs/platform-express';
import { FastifyAdapter } from '@nestjs/platform-fastify';
import { Test } from '@nestjs/testing';
import { afterEach, describe, expect, it } from '@jest/globals';
import { Problem, type VerifyAnswer } from '#contracts';
import { firstValueFrom } from 'rxjs';
import { z } from 'zod';
import { freePort } from '../../../test/profiles/free-port.js';
import { type KeyVerifier, VerdictUnavailable } from '../key-verifier.js';
import { ApiKeyGuardModule } from './api-key-guard.module.js';
import { ApiKeyGuard, RequirePermission } from './api-key.guard.js';
import { accepted } from '../testing/accepted.js';

/** The verdict on each key. */
const VERDICTS: Readonly<Record<string, VerifyAnswer>> = {
  claribi_sk_live_good: accepted,
  claribi_sk_live_revoked: { valid: false, code: 'revoked' },
  claribi_sk_live_viewer: { valid: false, code: 'permission-denied', permission: 'things.view', reason: 'role' },
};
const verifier: KeyVerifier = {
  verify: ({ key }) => {
    const verdict = VERDICTS[key];
    return verdict === undefined
      ? Promise.reject(new VerdictUnavailable('nobody is there', 2.4))
      : Promise.resolve(verdict);
  },
};

@Controller('things')
class OpenController {
  @Get()
  @RequirePermission('things.view')
  list(): object {
    return { things: [] };
  }

  @MessagePattern('list')
  listByRpc(): object {
    return { things: [] };
  }
}

@Controller('things')
@UseGuards(ApiKeyGuard)
class GuardedController extends OpenController {}

/** What many apps have: everything in a shape of their own, and whatever is no HttpException is a fault. */
@Catch()
class OwnShape implements ExceptionFilter {
  constructor(private readonly host: HttpAdapterHost) {}

  catch(error: unknown, host: ArgumentsHost): void {
    const status = error instanceof HttpException ? error.getStatus() : 500;
    const code = error instanceof HttpException && error.cause instanceof Problem ? error.cause.code : 'fault';
    this.host.httpAdapter.reply(host.switchToHttp().getResponse(), { own: code }, status);
  }
}

const errors: unknown[] = [];
const logger: LoggerService = {
  log: () => undefined,
  warn: () => undefined,
  error: (...line: unknown[]) => errors.push(line),
  fatal: (...line: unknown[]) => errors.push(line),
};

let app: INestApplication | undefined;
afterEach(async () => {
  await app?.close();
  app = undefined;
  errors.length = 0;
});

interface Variant {
  readonly isGuardedGlobally?: boolean;
  readonly prepare?: (app: INestApplication) => Promise<void> | void;
}
const PLATFORMS = [
  ['Express', () => new ExpressAdapter()],
  ['Fastify', () => new FastifyAdapter()],
] as const;

async function start(
  adapter: () => ExpressAdapter | FastifyAdapter,
  { isGuardedGlobally = false, prepare = () => undefined }: Variant = {},
): Promise<string> {
  const module = await Test.createTestingModule({
    imports: [ApiKeyGuardModule.forRoot({ verifier })],
    controllers: [isGuardedGlobally ? OpenController : GuardedController],
    providers: isGuardedGlobally ? [{ provide: APP_GUARD, useClass: ApiKeyGuard }] : [],
  }).compile();
  app = module.createNestApplication(adapter(), { logger });
  await prepare(app);
  await app.listen(0, '127.0.0.1');
  return app.getUrl();
}

const answer = z.looseObject({});
async function ask(url: string, key?: string) {
  const response = await fetch(url, { headers: key === undefined ? {} : { 'x-api-key': key } });
  return {
    status: response.status,
    headers: Object.fromEntries(response.headers),
    body: answer.parse(await response.json()),
  };
}

describe.each(PLATFORMS)('ApiKeyGuard in an app on %s that knows nothing of problems', (_platform, adapter) => {
  it.each<[string, string | undefined, number, string, Record<string, string>]>([
    ['no key', undefined, 401, 'key-missing', { 'www-authenticate': 'ApiKey header="X-API-Key", Bearer' }],
    [
      'a revoked key',
      'claribi_sk_live_revoked',
      401,
      'revoked',
      { 'www-authenticate': 'ApiKey header="X-API-Key", Bearer' },
    ],
    ['a key without the permission', 'claribi_sk_live_viewer', 403, 'permission-denied', {}],
    ['no verdict', 'claribi_sk_live_unknown', 503, 'verdict-unavailable', { 'retry-after': '3' }],
  ])('answers %s with a problem document', async (_what, key, status, code, headers) => {
    const { status: got, headers: sent, body } = await ask(`${await start(adapter)}/things`, key);
    expect(got).toBe(status);
    expect(sent).toMatchObject({
      'content-type': expect.stringMatching(/^application\/problem\+json/),
      'cache-control': 'no-store',
      ...headers,
    });
    expect(body).toMatchObject({
      type: `urn:keyward:error:${code}`,
      status,
      code,
      title: expect.any(String),
      detail: expect.stringMatching(/^[A-Z].+\.$/),
    });
    expect(errors).toEqual([]);
  });

  it('lets a good key in', async () => {
    expect(await ask(`${await start(adapter)}/things`, 'claribi_sk_live_good')).toMatchObject({
      status: 200,
      body: { things: [] },
    });
  });

  it.each<[string, Variant, string]>([
    ['as the guard of the whole app', { isGuardedGlobally: true }, '/things'],
    [
      'behind a prefix',
      {
        prepare: (started) => {
          started.setGlobalPrefix('v2');
        },
      },
      '/v2/things',
    ],
    [
      'beside Nest’s own filter for everything',
      {
        prepare: (started) => {
          started.useGlobalFilters(new BaseExceptionFilter(started.getHttpAdapter()));
        },
      },
      '/things',
    ],
    [
      'in a hybrid app',
      {
        isGuardedGlobally: true,
        prepare: async (started) => {
          started.connectMicroservice<MicroserviceOptions>({
            transport: Transport.TCP,
            options: { host: '127.0.0.1', port: 0 },
          });
          await started.startAllMicroservices();
        },
      },
      '/things',
    ],
  ])('answers the same %s', async (_how, variant, path) => {
    const url = `${await start(adapter, variant)}${path}`;
    expect(await ask(url)).toMatchObject({
      status: 401,
      headers: { 'www-authenticate': 'ApiKey header="X-API-Key", Bearer' },
      body: { code: 'key-missing' },
    });
    expect(await ask(url, 'claribi_sk_live_unknown')).toMatchObject({
      status: 503,
      headers: { 'retry-after': '3' },
      body: { code: 'verdict-unavailable' },
    });
    expect(await ask(url, 'claribi_sk_live_good')).toMatchObject({ status: 200 });
    expect(errors).toEqual([]);
  });

  it('leaves the body to a filter of the app that takes everything, which finds the problem as the cause', async () => {
    const url = `${await start(adapter, {
      prepare: (started) => {
        started.useGlobalFilters(new OwnShape(started.get(HttpAdapterHost)));
      },
    })}/things`;
    expect(await ask(url)).toMatchObject({
      status: 401,
      headers: { 'www-authenticate': 'ApiKey header="X-API-Key", Bearer' },
      body: { own: 'key-missing' },
    });
    expect(await ask(url, 'claribi_sk_live_viewer')).toMatchObject({ status: 403, body: { own: 'permission-denied' } });
    expect(await ask(url, 'claribi_sk_live_unknown')).toMatchObject({
      status: 503,
      headers: { 'retry-after': '3' },
      body: { own: 'verdict-unavailable' },
    });
  });

  it('lets nobody in to a handler that is not called over HTTP, and says in the log what is wrong', async () => {
    const port = await freePort();
    await start(adapter, {
      prepare: async (started) => {
        const microservice = started.connectMicroservice<MicroserviceOptions>({
          transport: Transport.TCP,
          options: { host: '127.0.0.1', port },
        });
        await microservice.listen();
      },
    });
    const client = ClientProxyFactory.create({ transport: Transport.TCP, options: { host: '127.0.0.1', port } });
    await expect(firstValueFrom(client.send('list', {}))).rejects.toMatchObject({ status: 'error' });
    await client.close();
    expect(String(errors)).toContain('ApiKeyGuard guards HTTP handlers');
  });
});
