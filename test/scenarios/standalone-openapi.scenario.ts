import { afterAll, expect, it } from '@jest/globals';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import { loadEnv } from '#env';
import { createHttpService } from '../../libs/http/server/run-http-service.js';
import { loadCatalogue } from '#permissions/env';
import { AdjustableClock, createMetrics } from '#process';
import { openDataFolder, openEmbedded } from '#profiles/embedded';
import { parseServiceTokens } from '#user-auth';
import { StandaloneEnv } from '../../apps/standalone/standalone.env.js';
import { standaloneApp } from '../../apps/standalone/standalone.app.js';
import { userTokenTrust } from '../../apps/standalone/user-token-trust.js';
import { OpenApiContract } from '../kit/contract.js';
import { faultsOf } from '../kit/openapi-rules.js';

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
    profile: openEmbedded({ ...process, folder }),
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
    if (!/ \/api(\/\{path\})?$/.test(route))
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
