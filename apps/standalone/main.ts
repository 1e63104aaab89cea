import 'reflect-metadata';
import { RebuildNeeded } from '#messaging';
import { AdjustableClock, Background, createHttpApp, createLogger, loadCatalogue, loadEnv, nearMisses, runService, StartRefused, SystemClock } from '#service-kit';
import { openDataFolder } from './data-folder.js';
import { demoToken, greeting } from './demo-owner.js';
import { standaloneHttp } from './standalone-http.js';
import { StandaloneEnv } from './standalone.env.js';
import { StandaloneModule } from './standalone.module.js';
import { userTokenTrust } from './user-token-trust.js';

await runService(async () => {
  const env = loadEnv(StandaloneEnv);
  const logger = createLogger({ level: env.LOG_LEVEL, name: 'standalone' });
  for (const hint of nearMisses(StandaloneEnv)) logger.warn(hint);
  const { catalogue, routes } = loadCatalogue(env);
  const folder = openDataFolder(env.DATA_DIR);
  const { trust, demoSecret } = userTokenTrust(env, folder);
  const { app, serve } = await createHttpApp(
    StandaloneModule.forRoot({ env, folder, trust, catalogue, routes }),
    { env, logger, clock: env.KEYWARD_TEST_CLOCK ? new AdjustableClock() : new SystemClock(), ...standaloneHttp(env) },
  );
  const address = await serve();
  const welcome = greeting({ address, dataFolder: folder.path, token: demoSecret === null ? null : await demoToken(demoSecret, trust) });
  if (await app.get(Background).start().catch(refuseRebuild)) process.stdout.write(welcome); // before anybody can find it ready
});

function refuseRebuild(error: unknown): never {
  if (!(error instanceof RebuildNeeded)) throw error;
  throw new StartRefused('DATA_DIR: derived.db is ahead of events.db, as after restoring an older backup. Delete derived.db (with derived.db-wal and derived.db-shm) and start again: it is rebuilt.', { cause: error });
}
