import '#process/signals';
import 'reflect-metadata';
import { OneTimeCodes, PAGE_PATH } from '#console';
import { runHttpService } from '#http';
import { loadCatalogue } from '#permissions/env';
import { SystemClock } from '#process';
import { configuredOidc, configuredSession } from '#user-auth';
import { openDataFolder } from './data-folder.js';
import { demoToken, greeting } from './demo-owner.js';
import { standaloneHttp } from './standalone-http.js';
import { StandaloneEnv } from './standalone.env.js';
import { StandaloneModule } from './standalone.module.js';
import { userTokenTrust } from './user-token-trust.js';

const DEMO_SESSION = { cookie: 'keyward-session', origin: null };

await runHttpService('standalone', StandaloneEnv, async (env) => {
  const { catalogue, routes } = loadCatalogue(env);
  const folder = openDataFolder(env.DATA_DIR);
  const { trust, demoSecret } = userTokenTrust(env, folder);
  const configured = configuredSession(env);
  const signIn =
    demoSecret === null || configuredOidc(env) !== null
      ? null
      : {
          cookie: (configured ?? DEMO_SESSION).cookie,
          codes: new OneTimeCodes(new SystemClock()),
          token: () => demoToken(demoSecret, trust),
        };
  const session = configured ?? (signIn === null ? null : DEMO_SESSION);
  const demo =
    signIn === null
      ? null
      : {
          token: await signIn.token(),
          linkAt: (address: string) => `${address}${PAGE_PATH}/sign-in#code=${signIn.codes.issue()}`,
        };
  return {
    module: StandaloneModule.forRoot({ env, folder, trust, session, catalogue, routes }),
    ...standaloneHttp(env, signIn),
    onStarted: (address) => {
      process.stdout.write(greeting({ address, dataFolder: folder.path, demo }));
    },
  };
});
