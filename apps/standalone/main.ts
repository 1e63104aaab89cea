import '#service-kit/signals';
import 'reflect-metadata';
import { OneTimeCodes, PAGE_PATH } from '#console';
import { loadCatalogue, runHttpService, SystemClock } from '#service-kit';
import { configuredSession } from '#user-auth';
import { openDataFolder } from './data-folder.js';
import { demoToken, greeting } from './demo-owner.js';
import { standaloneHttp } from './standalone-http.js';
import { StandaloneEnv } from './standalone.env.js';
import { StandaloneModule } from './standalone.module.js';
import { userTokenTrust } from './user-token-trust.js';

const DEMO_COOKIE = 'keyward-session';

await runHttpService('standalone', StandaloneEnv, async (env) => {
  const { catalogue, routes } = loadCatalogue(env);
  const folder = openDataFolder(env.DATA_DIR);
  const { trust, demoSecret } = userTokenTrust(env, folder);
  const token = demoSecret === null ? null : await demoToken(demoSecret, trust);
  const session = configuredSession(env) ?? (token === null ? null : { cookie: DEMO_COOKIE, origin: null });
  const codes = new OneTimeCodes(new SystemClock());
  return {
    module: StandaloneModule.forRoot({ env, folder, trust, session, catalogue, routes }),
    ...standaloneHttp(env, session === null || demoSecret === null ? null : { codes, cookie: session.cookie, token: () => demoToken(demoSecret, trust) }),
    onStarted: (address) => { process.stdout.write(greeting({ address, dataFolder: folder.path, token, link: `${address}${PAGE_PATH}/sign-in#code=${codes.issue()}` })); },
  };
});
