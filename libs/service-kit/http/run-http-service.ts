import { type DynamicModule } from '@nestjs/common';
import { AdjustableClock, SystemClock } from '../clock/clocks.js';
import { type HttpEnv } from '../env/http-env.js';
import { loadEnv } from '../env/load-env.js';
import { nearMisses } from '../env/near-misses.js';
import { unwiseSettings } from '../env/unwise.js';
import { type Logger } from '../logger.js';
import { createLogger } from '../logging/create-logger.js';
import { Background } from '../process/background.js';
import { runService } from '../process/run-service.js';
import { createHttpApp, type HttpAppOptions } from './create-http-app.js';

export interface HttpService extends Pick<HttpAppOptions, 'openApi' | 'addRoutes' | 'front' | 'rewriteUrl'> {
  /** Provides `Background`. */
  readonly module: DynamicModule;
  /** Called when everything is started, before anybody can find the process ready. Default: a log line. */
  readonly onStarted?: (address: string) => void;
}

/**
 * Runs a service: reads its environment, serves HTTP, then starts what runs beside it. What keeps it from starting is
 * shown in one clear message, exit code 1.
 */
export function runHttpService<E extends HttpEnv>(
  name: string,
  EnvClass: new () => E,
  describe: (env: E, logger: Logger) => Promise<HttpService>,
): Promise<void> {
  return runService(async () => {
    const env = loadEnv(EnvClass);
    const logger = createLogger({ level: env.LOG_LEVEL, name });
    for (const hint of [...nearMisses(EnvClass), ...unwiseSettings(EnvClass, env)]) logger.warn(hint);
    const {
      module,
      onStarted = (address: string) => {
        logger.info({ address }, 'ready');
      },
      ...http
    } = await describe(env, logger);
    const { app, serve } = await createHttpApp(module, {
      env,
      logger,
      clock: env.KEYWARD_TEST_CLOCK ? new AdjustableClock() : new SystemClock(),
      ...http,
    });
    const background = app.get(Background);
    const address = await serve(background);
    if (await background.start()) onStarted(address);
  });
}
