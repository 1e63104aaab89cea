import '#process/signals';
import 'reflect-metadata';
import { addConsoleRoutes } from '#console';
import { openMongo } from '#mongo';
import { runHttpService } from '#http';
import { loadCatalogue } from '#permissions/env';
import { KeyCommandEnv } from './key-command.env.js';
import { KeyCommandModule } from './key-command.module.js';

await runHttpService('key-command', KeyCommandEnv, async (env, logger) => {
  const { catalogue } = loadCatalogue(env);
  return {
    module: KeyCommandModule.forRoot({ env, catalogue, mongo: await openMongo(env, 'key-command', logger) }),
    openApi: { title: 'Keyward: keys and members', version: '1' },
    addRoutes: (fastify, app) => {
      addConsoleRoutes(fastify, app, env);
    },
  };
});
