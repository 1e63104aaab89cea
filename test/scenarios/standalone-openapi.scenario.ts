import { afterAll, expect, it } from '@jest/globals';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import { Module } from '@nestjs/common';
import { z } from 'zod';
import { ActivityController } from '#activity';
import { loadEnv } from '#env';
import { createHttpApp } from '#http';
import { createHttpService } from '../../libs/http/server/run-http-service.js';
import { loadCatalogue } from '#permissions/env';
import { AdjustableClock, createMetrics } from '#process';
import { openDataFolder, openEmbedded } from '#profiles/embedded';
import { parseServiceTokens } from '#user-auth';
import { VERIFICATION_OPENAPI } from '#verification/openapi';
import { StandaloneEnv } from '../../apps/standalone/standalone.env.js';
import { standaloneApp } from '../../apps/standalone/standalone.app.js';
import { userTokenTrust } from '../../apps/standalone/user-token-trust.js';
import { OpenApiContract } from '../kit/contract.js';
import { CONSUMERS_ENTRY, VERIFIER_ENTRY, WRITER_ENTRY } from '../kit/thread-entries.js';
import { faultsOf } from '../kit/openapi-rules.js';

const described = z.looseObject({
  tags: z.array(z.object({ name: z.string(), description: z.string() })),
  paths: z.record(z.string(), z.record(z.string(), z.looseObject({}))),
  components: z.looseObject({ schemas: z.record(z.string(), z.looseObject({})) }),
});

const directory = mkdtempSync(join(tmpdir(), 'keyward-routes-'));
const env = loadEnv(StandaloneEnv, { DATA_DIR: directory, KEYWARD_TEST_CLOCK: '1' });
const folder = openDataFolder(directory);
const logger = pino({ level: 'silent' });
const process = { clock: new AdjustableClock(), logger, metrics: createMetrics(logger) };
const { app, routes, openApi, close } = await createHttpService(
  standaloneApp({
    ...process,
    ...loadCatalogue(env),
    env,
    profile: openEmbedded({ ...process, folder, writerEntry: WRITER_ENTRY }),
    consumersEntry: CONSUMERS_ENTRY,
    verifierEntry: VERIFIER_ENTRY,
    auth: { trust: userTokenTrust(env, folder).trust, serviceTokens: parseServiceTokens('') },
  }),
  { env, ...process },
);
afterAll(async () => {
  await close();
  folder.release();
  rmSync(directory, { recursive: true });
});

it('the OpenAPI document describes every route of the server, and no other', () => {
  expect(app).toBeDefined();
  const served = routes.map(({ method, path }) => `${method} ${path}`);
  expect([...OpenApiContract.parse(openApi).routes].sort()).toEqual(served.sort());
});

it('the document keeps the rules of OpenAPI 3.1', () => {
  expect(faultsOf(openApi)).toEqual([]);
});

it('key-command describes what the other services answer as standalone does', async () => {
  @Module({})
  class Nothing {}
  const keyCommand = await createHttpApp(Nothing, {
    env,
    ...process,
    metrics: createMetrics(logger),
    openApi: { title: 'Keyward', elsewhere: { controllers: [ActivityController], ...VERIFICATION_OPENAPI } },
  });
  const { paths, components } = described.parse(keyCommand.openApi);
  const own = described.parse(openApi);
  await keyCommand.close();
  const elsewhere = Object.keys(paths).filter((path) => /^\/v1\/(verify|authorize|activity|keys)/.test(path));
  expect(elsewhere.sort()).toEqual([
    '/v1/activity',
    '/v1/authorize',
    '/v1/keys/{keyId}/activity',
    '/v1/verify',
    '/v1/verify/batch',
  ]);
  expect(paths).toEqual(Object.fromEntries(Object.keys(paths).map((path) => [path, own.paths[path]])));
  expect(own.components.schemas).toMatchObject(components.schemas);
});

it('every operation has an id, a summary, a description and a tag that is described', () => {
  const { tags, paths } = described.parse(openApi);
  const known = new Set(tags.flatMap(({ name, description }) => (description === '' ? [] : name)));
  for (const [path, operations] of Object.entries(paths))
    for (const [method, operation] of Object.entries(operations))
      expect([
        method,
        path,
        ...['operationId', 'summary', 'description'].filter((member) => typeof operation[member] !== 'string'),
        ...z
          .array(z.string())
          .parse(operation['tags'])
          .filter((tag) => !known.has(tag)),
      ]).toEqual([method, path]);
});

it('every body and every answer that can hold something has a schema', () => {
  const operations = Object.entries(
    openApi['paths'] as Record<
      string,
      Record<string, { requestBody?: object; responses: Record<string, { content?: Record<string, object> }> }>
    >,
  ).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({ route: `${method.toUpperCase()} ${path}`, ...operation })),
  );
  for (const { route, responses } of operations) {
    expect([route, Object.keys(responses).some((status) => status.startsWith('2'))]).toEqual([route, true]);
    for (const [status, { content = {} }] of Object.entries(responses)) {
      for (const [mediaType, described] of Object.entries(content))
        expect([route, status, mediaType, described]).toEqual([
          route,
          status,
          mediaType,
          expect.objectContaining({ schema: expect.anything() }),
        ]);
    }
  }
});
