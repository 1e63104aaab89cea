import { type DynamicModule } from '@nestjs/common';
import { AdjustableClock, SystemClock, type Logger, createLogger, Background, runService } from '#process';
import { type HttpEnv } from '../http-env.js';
import { loadEnv, nearMisses, unwiseSettings } from '#env';
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
