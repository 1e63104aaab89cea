import { afterAll, expect, it } from '@jest/globals';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import { loadEnv } from '#env';
import { createHttpApp } from '#http';
import { loadCatalogue } from '#permissions/env';
import { AdjustableClock } from '#process';
import { openDataFolder } from '../../apps/standalone/data-folder.js';
import { StandaloneEnv } from '../../apps/standalone/standalone.env.js';
import { StandaloneModule } from '../../apps/standalone/standalone.module.js';
import { userTokenTrust } from '../../apps/standalone/user-token-trust.js';
import { standaloneHttp } from '../../apps/standalone/standalone-http.js';
import { OpenApiContract } from '../kit/contract.js';
import { faultsOf } from '../kit/openapi-rules.js';

const directory = mkdtempSync(join(tmpdir(), 'keyward-routes-'));
const env = loadEnv(StandaloneEnv, { DATA_DIR: directory, KEYWARD_TEST_CLOCK: '1' });
const folder = openDataFolder(directory);
const { app, routes, openApi, close } = await createHttpApp(
  StandaloneModule.forRoot({
    env,
    folder,
    trust: userTokenTrust(env, folder).trust,
    session: null,
    ...loadCatalogue(env),
  }),
  { env, logger: pino({ level: 'silent' }), clock: new AdjustableClock(), ...standaloneHttp(env) },
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
