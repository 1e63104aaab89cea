import '#service-kit/signals';
import 'reflect-metadata';
import { addOidcRoutes, addPageRoutes, builtPage } from '#console';
import { CLOCK, type Clock } from '#contracts';
import { openMongo } from '#mongo';
import { loadCatalogue, runHttpService } from '#service-kit';
import { configuredOidc, OidcSessions } from '#user-auth';
import { KeyCommandEnv } from './key-command.env.js';
import { KeyCommandModule } from './key-command.module.js';

await runHttpService('key-command', KeyCommandEnv, async (env, logger) => {
  const { catalogue } = loadCatalogue(env);
  return {
    module: KeyCommandModule.forRoot({ env, catalogue, mongo: await openMongo(env, 'key-command', logger) }),
    openApi: { title: 'Keyward: keys and members', version: '1' },
    addRoutes: (fastify, app) => {
      const signsIn = configuredOidc(env) !== null;
      addPageRoutes(fastify, { folder: builtPage(), signsIn, embedOrigins: env.EMBED_ORIGINS });
      if (signsIn) addOidcRoutes(fastify, { sessions: app.get(OidcSessions), clock: app.get<Clock>(CLOCK), logger });
    },
  };
});
