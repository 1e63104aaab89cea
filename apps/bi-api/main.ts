import '#process/signals';
import 'reflect-metadata';
import { runHttpService } from '#http';
import { biApiApp } from './bi-api.app.js';
import { BiApiEnv } from './bi-api.env.js';

await runHttpService('bi-api', BiApiEnv, biApiApp);
