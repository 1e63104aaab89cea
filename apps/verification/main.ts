import '#process/signals';
import 'reflect-metadata';
import { openMongo } from '#mongo';
import { loadCatalogue } from '#permissions/env';
import { runHttpService } from '#http';
import { type Verification, verificationHttpAndRpc } from '#verification';
import { VerificationAppEnv } from './verification.env.js';
import { VERIFICATION, VerificationModule } from './verification.module.js';

await runHttpService('verification', VerificationAppEnv, async (env, logger) => {
  const { catalogue, routes } = loadCatalogue(env);
  const { openApi, ...http } = verificationHttpAndRpc(env, (app) => app.get<Verification>(VERIFICATION));
  return {
    module: VerificationModule.forRoot({ env, catalogue, routes, mongo: await openMongo(env, 'verification', logger) }),
    openApi: { title: 'Keyward: verification', version: '1', ...openApi },
    ...http,
  };
});
