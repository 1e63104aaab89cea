import '#process/signals';
import 'reflect-metadata';
import { openMongo } from '#mongo';
import { runHttpService } from '#http';
import { NotifierEnv } from './notifier.env.js';
import { NotifierModule } from './notifier.module.js';

await runHttpService('notifier', NotifierEnv, async (env, logger) => ({
  module: NotifierModule.forRoot({ env, mongo: await openMongo(env, 'notifier', logger) }),
  openApi: { title: 'Keyward: notifier', version: '1' },
}));
