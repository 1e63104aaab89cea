import '#process/signals';
import 'reflect-metadata';
import { runHttpService } from '#http';
import { activityApp } from './activity.app.js';
import { ActivityEnv } from './activity.env.js';

await runHttpService('activity', ActivityEnv, activityApp);
