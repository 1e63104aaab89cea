import '#service-kit/signals';
import 'reflect-metadata';
import { loadCatalogue, runHttpService } from '#service-kit';
import { openDataFolder } from './data-folder.js';
import { demoToken, greeting } from './demo-owner.js';
import { standaloneHttp } from './standalone-http.js';
import { StandaloneEnv } from './standalone.env.js';
import { StandaloneModule } from './standalone.module.js';
import { userTokenTrust } from './user-token-trust.js';

await runHttpService('standalone', StandaloneEnv, async (env) => {
  const { catalogue, routes } = loadCatalogue(env);
  const folder = openDataFolder(env.DATA_DIR);
  const { trust, demoSecret } = userTokenTrust(env, folder);
  const token = demoSecret === null ? null : await demoToken(demoSecret, trust);
  return {
    module: StandaloneModule.forRoot({ env, folder, trust, catalogue, routes }),
    ...standaloneHttp(env),
    onStarted: (address) => { process.stdout.write(greeting({ address, dataFolder: folder.path, token })); },
  };
});
