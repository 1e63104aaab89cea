import '#process/signals';
import 'reflect-metadata';
import { runHttpService } from '#http';
import { loadCatalogue } from '#permissions/env';
import { BI_API_PATHS } from '../../examples/bi-api/index.js';
import { BiApiAppModule } from './bi-api-app.module.js';
import { BiApiEnv } from './bi-api.env.js';

await runHttpService('bi-api', BiApiEnv, (env) =>
  Promise.resolve({
    module: BiApiAppModule.forRoot({ env, ...loadCatalogue(env) }),
    openApi: { title: 'Sample BI API', version: '1', paths: BI_API_PATHS },
  }),
);
