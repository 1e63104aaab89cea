import '#process/signals';
import 'reflect-metadata';
import { OneTimeCodes, PAGE_PATH } from '#console';
import { type HttpService, runHttpService } from '#http';
import { loadCatalogue } from '#permissions/env';
import { type ProcessParts, SystemClock } from '#process';
import { openDataFolder, openEmbedded } from '#profiles/embedded';
import { configuredOidc, configuredSession, parseServiceTokens } from '#user-auth';
import { demoToken, greeting } from './demo-owner.js';
import { standaloneApp } from './standalone.app.js';
import { StandaloneEnv } from './standalone.env.js';
import { userTokenTrust } from './user-token-trust.js';

const WRITER = new URL('./writer.worker.js', import.meta.url);
const VERIFIER = new URL('./verifier.worker.js', import.meta.url);
const CONSUMERS = new URL('./consumers.worker.js', import.meta.url);
const DEMO_SESSION = { cookie: 'keyward-session', origin: null };

async function standalone(env: StandaloneEnv, parts: ProcessParts): Promise<HttpService> {
  const rules = loadCatalogue(env);
  const folder = openDataFolder(env.DATA_DIR);
  const { trust, demoSecret } = userTokenTrust(env, folder);
  const configured = configuredSession(env);
  const oidc = configuredOidc(env);
  const signIn =
    demoSecret === null || oidc !== null
      ? null
      : {
          cookie: (configured ?? DEMO_SESSION).cookie,
          codes: new OneTimeCodes(new SystemClock()),
          token: () => demoToken(demoSecret, trust),
        };
  const session = configured ?? (signIn === null ? null : DEMO_SESSION);
  const auth = { trust, session, oidc, serviceTokens: parseServiceTokens(env.SERVICE_TOKENS) };
  const demo =
    signIn === null
      ? null
      : {
          token: await signIn.token(),
          linkAt: (address: string) => `${address}${PAGE_PATH}/sign-in#code=${signIn.codes.issue()}`,
        };
  return {
    ...standaloneApp({
      ...parts,
      ...rules,
      env,
      profile: openEmbedded({ ...parts, folder, writerEntry: WRITER }),
      auth,
      signIn,
      consumersEntry: CONSUMERS,
      verifierEntry: VERIFIER,
    }),
    onStarted: (address) => {
      process.stdout.write(greeting({ address, dataFolder: folder.path, demo }));
    },
  };
}

await runHttpService('standalone', StandaloneEnv, standalone, { workersAre: 'threads' });
