import { loadEnv, nearMisses, unwiseSettings } from '#env';
import {
  AdjustableClock,
  type App,
  appModule,
  Background,
  createLogger,
  createMetrics,
  type ProcessParts,
  runService,
  SystemClock,
} from '#process';
import { startTracing } from '#process/tracing';
import { keepWorkers, thisWorker, type WorkersEnv, workersOf } from '#process/workers';
import { type HttpEnv } from '../http-env.js';
import { createHttpApp, type HttpApp, type HttpAppOptions } from './create-http-app.js';

export interface HttpService
  extends App, Pick<HttpAppOptions, 'openApi' | 'addRoutes' | 'front' | 'rewriteUrl' | 'sharesPort'> {
  /** Called when everything is started, before anybody can find the process ready. Default: a log line. */
  readonly onStarted?: (address: string) => void;
}

/**
 * Runs a service: reads its environment, serves HTTP, then starts what runs beside it. What keeps it from starting is
 * shown in one clear message, exit code 1. `workersAre`: what `WORKERS` counts; threads are what `describe` sees to.
 */
export function runHttpService<E extends HttpEnv & Partial<WorkersEnv>>(
  name: string,
  EnvClass: new () => E,
  describe: (env: E, parts: ProcessParts) => HttpService | Promise<HttpService>,
  { workersAre = 'processes' }: { readonly workersAre?: 'processes' | 'threads' } = {},
): Promise<void> {
  return runService(async () => {
    const worker = thisWorker();
    const env = loadEnv(EnvClass);
    const logger = createLogger({ level: env.LOG_LEVEL, name });
    if (workersAre === 'processes' && keepWorkers(env, logger)) return;
    const hasThreads = workersAre === 'threads' && workersOf(env.WORKERS) > 1;
    for (const hint of [...nearMisses(EnvClass), ...unwiseSettings(EnvClass, env)]) logger.warn(hint);
    const endTracing = await startTracing(env, name, logger);
    const parts = {
      clock: env.KEYWARD_TEST_CLOCK ? new AdjustableClock() : new SystemClock(),
      logger,
      metrics: worker === null ? createMetrics(logger, hasThreads ? { worker: '1' } : {}) : worker.metrics(logger),
    };
    const service = await describe(env, parts);
    const { app, serve } = await createHttpService(service, { env, ...parts, onClosed: endTracing });
    const background = app.get(Background);
    const startFirst = worker?.hasOthers === true;
    const address = await serve(background, startFirst ? () => background.start() : undefined);
    if (!startFirst && !(await background.start())) return;
    worker?.isReady();
    if (service.onStarted === undefined) logger.info({ address }, 'ready');
    else service.onStarted(address);
  });
}

/** The server of a service. Its `Background` is not started. */
export function createHttpService(
  { features, tasks = {}, providers = [], ...http }: HttpService,
  parts: ProcessParts & Pick<HttpAppOptions, 'env' | 'metrics' | 'onClosed'>,
): Promise<HttpApp> {
  return createHttpApp(appModule({ features, tasks, providers }), { ...parts, ...http });
}
