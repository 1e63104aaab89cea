import '#process/signals';
import 'reflect-metadata';
import { openMongo } from '#mongo';
import { runHttpService } from '#http';
import { ActivityAppModule } from './activity-app.module.js';
import { ActivityEnv } from './activity.env.js';

await runHttpService('activity', ActivityEnv, async (env, logger) => ({
  module: ActivityAppModule.forRoot({ env, mongo: await openMongo(env, 'activity', logger) }),
  openApi: { title: 'Keyward: activity', version: '1' },
}));
