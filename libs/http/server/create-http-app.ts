import { type DynamicModule, Module, type Type } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { type Clock } from '#contracts';
import { type FastifyError, type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify';
import { type IncomingMessage } from 'node:http';
import { Server as TlsServer } from 'node:tls';
import { REFUSED_CALLERS, RefusedCallers } from '../callers/refused-callers.js';
import {
  CLOCK,
  AdjustableClock,
  CertificateExpiry,
  NestLogger,
  LOGGER,
  type Logger,
  METRICS,
  type BoundedRegistry,
  createMetrics,
  bind,
  type Background,
  installShutdown,
  READINESS,
  Readiness,
} from '#process';
import { HttpEnv } from '../http-env.js';
import { buildOpenApi, type OpenApiOptions } from '../openapi/build-openapi.js';
import { type JsonObject, type Paths } from '../openapi/document.js';
import { answerClientError } from '../problems/answer-client-error.js';
import { ProblemFilter } from '../problems/problem-filter.js';
import { FieldsPipe } from '../problems/validation-pipe.js';
import { acceptJsonOnly } from './accept-json-only.js';
import { boundConnections } from './bound-connections.js';
import { refuseUnknownMethods } from './known-methods.js';
import { listen } from './listen.js';
import { observeRequests } from './observe-requests.js';
import { OPENAPI_PATHS, OPERATIONS_PATHS, addOperationsRoutes } from './operations-routes.js';
import { TlsFiles, type TlsEnv } from '../tls/tls-files.js';
import { type FrontHandler, putInFront } from './put-in-front.js';
import { RefuseKeys } from './refuse-keys.interceptor.js';
import { traceRequests, tracedFront } from './trace-requests.js';
import { RefuseQueries, requireNoQuery } from './refuse-queries.interceptor.js';
import { requestIdOf } from './request-id.js';
import { collectRoutes, type Route } from './routes.js';
import { addSecurityHeaders } from './security-headers.js';
import { KEEP_ALIVE_MS, type ServerLimits, serverOptions } from './server-options.js';
import { addTestClockRoute, TEST_CLOCK_PATHS } from './test-clock-route.js';

const BODY_LIMIT = 64 * 1024;

export interface HttpAppOptions {
  /** Limits that it leaves out are those of `HttpEnv`. */
  readonly env: Pick<HttpEnv, 'PORT' | 'HOST' | 'TRUST_PROXY' | 'DRAIN_MS' | 'KEYWARD_TEST_CLOCK'> &
    Partial<ServerLimits> &
    TlsEnv;
  readonly logger: Logger;
  /** With KEYWARD_TEST_CLOCK an AdjustableClock, which `POST /test/clock` then sets. */
  readonly clock: Clock;
  /** Shown at /metrics. Default: one that shows the process, and what this server adds. */
  readonly metrics?: BoundedRegistry;
  readonly openApi: OpenApiOptions;
  /** Called at the end of `close`, when nothing runs any more. */
  readonly onClosed?: () => Promise<void>;
  /** Adds plain Fastify routes, when Nest's providers exist and before the server is ready. */
  readonly addRoutes?: (fastify: FastifyInstance, app: NestFastifyApplication) => void | Promise<void>;
  /**
   * Answers requests of the hot path without the router, which costs them as much again; each has a route all the same.
   */
  readonly front?: FrontHandler;
  /** What the router is to see in place of the URL; `originalUrl` keeps the real one. */
  readonly rewriteUrl?: (request: IncomingMessage) => string;
  /** Whether threads of this process are going to listen on the same port. */
  readonly sharesPort?: boolean;
}

export interface HttpApp {
  readonly app: NestFastifyApplication;
  readonly readiness: Readiness;
  readonly metrics: BoundedRegistry;
  /** What the server answers, HEAD of a GET left out. */
  readonly routes: readonly Route[];
  readonly openApi: JsonObject;
  /**
   * Listens on HOST and PORT, resolves with the address.
   * @throws StartRefused when it cannot listen there.
   */
  readonly listen: () => Promise<string>;
  /**
   * `listen`, and from then on SIGTERM and SIGINT end the process in order; `background` is what the module provides.
   * `first` is waited for before it listens.
   */
  readonly serve: (
    background?: Pick<Background, 'answerWaiting' | 'closing'>,
    first?: () => Promise<unknown>,
  ) => Promise<string>;
  /**
   * Stops accepting, finishes what is in flight and cuts off what takes longer than `finishMs`, then runs the modules'
   * hooks of the end.
   */
  readonly close: (finishMs?: number) => Promise<void>;
}

/**
 * An HTTP server around `module`, whose providers may inject LOGGER, METRICS, READINESS, CLOCK and REFUSED_CALLERS:
 * request ids, limits, security headers, validation, problem documents, health, metrics, OpenAPI, graceful shutdown.
 */
export async function createHttpApp(module: Type | DynamicModule, options: HttpAppOptions): Promise<HttpApp> {
  const { env, logger, clock, metrics = createMetrics(logger) } = options;
  const readiness = new Readiness();
  const tls = TlsFiles.of(env);
  tls?.watch(CertificateExpiry.of(metrics));
  const limits = Object.assign(new HttpEnv(), env);
  const adapter = createAdapter(limits, tls, new ProblemFilter(logger), options.rewriteUrl);
  const fastify = adapter.getInstance();
  const asked = boundConnections(adapter.getHttpServer(), limits, metrics);
  const routes = collectRoutes(fastify);
  prepare(fastify);
  addSecurityHeaders(fastify);
  traceRequests(fastify);
  observeRequests(fastify, logger, metrics);
  refuseUnknownMethods(fastify);

  const app = await NestFactory.create<NestFastifyApplication>(
    rootModule(module, {
      logger,
      metrics,
      readiness,
      clock,
      refused: new RefusedCallers({ metrics, logger, trustedProxies: env.TRUST_PROXY ?? [] }),
    }),
    adapter,
    {
      logger: new NestLogger(logger),
      bodyParser: false,
      abortOnError: false,
      forceCloseConnections: false,
    },
  );
  app.useGlobalInterceptors(new RefuseKeys(), new RefuseQueries());
  app.useGlobalPipes(new FieldsPipe());
  app.useGlobalFilters(new ProblemFilter(logger));
  addOperationsRoutes(fastify, readiness, metrics);
  const testClock = env.KEYWARD_TEST_CLOCK && clock instanceof AdjustableClock ? clock : undefined;
  if (testClock !== undefined) addTestClockRoute(fastify, testClock);
  fastify.get('/v1/openapi.json', { config: { routine: true } }, ({ query }, reply) => {
    requireNoQuery(query);
    return reply.type('application/json; charset=utf-8').send(openApiText);
  });
  await options.addRoutes?.(fastify, app);
  await app.init();
  const ownPaths: Paths = { ...OPERATIONS_PATHS, ...OPENAPI_PATHS, ...(testClock !== undefined && TEST_CLOCK_PATHS) };
  const openApi = await buildOpenApi(app, { ...options.openApi, paths: { ...ownPaths, ...options.openApi.paths } });
  const openApiText = Buffer.from(JSON.stringify(openApi));
  await fastify.ready();
  const server: unknown = fastify.server;
  if (server instanceof TlsServer) tls?.follow(server, logger);
  const front = tracedFront(options.front ?? (() => false));
  putInFront(app.getHttpServer(), (request, response) => {
    asked(request);
    return front(request, response);
  });

  const close = async (finishMs?: number): Promise<void> => {
    const cut =
      finishMs === undefined
        ? undefined
        : setTimeout(() => {
            fastify.server.closeAllConnections();
          }, finishMs);
    await fastify.close().finally(() => {
      clearTimeout(cut);
    });
    await app.close();
    await options.onClosed?.();
  };
  return {
    app,
    readiness,
    metrics,
    openApi,
    close,
    listen: () => listen(app, env, options.sharesPort),
    get routes() {
      return routes.list();
    },
    serve: async (background, first) => {
      installShutdown({
        logger,
        readiness,
        drainMs: env.DRAIN_MS,
        close,
        answerWaiting: () => {
          background?.answerWaiting();
        },
        open: () => background?.closing ?? 'the HTTP server',
      });
      await first?.();
      return listen(app, env, options.sharesPort);
    },
  };
}

function createAdapter(
  env: ServerLimits & Pick<HttpEnv, 'TRUST_PROXY'>,
  tls: TlsFiles | null,
  problems: ProblemFilter,
  rewriteUrl: HttpAppOptions['rewriteUrl'],
): FastifyAdapter {
  const http = serverOptions(env);
  const adapter = new FastifyAdapter({
    bodyLimit: BODY_LIMIT,
    clientErrorHandler: answerClientError,
    forceCloseConnections: 'idle',
    frameworkErrors: (error: FastifyError, _request: FastifyRequest, reply: FastifyReply) => {
      problems.answer(error, reply);
    },
    genReqId: requestIdOf,
    keepAliveTimeout: KEEP_ALIVE_MS,
    ...(tls === null ? { http } : { https: { ...http, ...tls.options } }),
    logger: false,
    requestIdHeader: false,
    requestTimeout: env.REQUEST_TIMEOUT_MS,
    return503OnClosing: false,
    routerOptions: { ignoreTrailingSlash: true, maxParamLength: 256 },
    skipMiddie: true,
    trustProxy: env.TRUST_PROXY ?? false,
    rewriteUrl: rewriteUrl ?? (({ url = '/' }: IncomingMessage) => url),
  });
  return adapter;
}

function prepare(fastify: FastifyInstance): void {
  acceptJsonOnly(fastify);
  fastify.addHook('onRequest', (request, reply, done) => {
    // answers are for their reader, now: none may be cached
    reply.header('x-request-id', request.id).header('cache-control', 'no-store');
    done();
  });
}

@Module({})
class HttpRoot {}

interface Surroundings {
  readonly logger: Logger;
  readonly metrics: BoundedRegistry;
  readonly readiness: Readiness;
  readonly clock: Clock;
  readonly refused: RefusedCallers;
}

function rootModule(
  module: Type | DynamicModule,
  { logger, metrics, readiness, clock, refused }: Surroundings,
): DynamicModule {
  const providers = [
    bind(LOGGER, logger),
    bind(METRICS, metrics),
    bind(READINESS, readiness),
    bind(CLOCK, clock),
    bind(REFUSED_CALLERS, refused),
  ];
  return {
    module: HttpRoot,
    global: true,
    imports: [module],
    providers,
    exports: providers.map(({ provide }) => provide),
  };
}
