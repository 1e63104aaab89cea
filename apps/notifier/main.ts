import '#process/signals';
import 'reflect-metadata';
import { runHttpService } from '#http';
import { notifierApp } from './notifier.app.js';
import { NotifierEnv } from './notifier.env.js';

await runHttpService('notifier', NotifierEnv, notifierApp);
