import { type INestApplicationContext } from '@nestjs/common';
import { type FastifyInstance } from 'fastify';
import { type Clock } from '#contracts';
import { CLOCK, LOGGER, type Logger } from '#process';
import { configuredOidc, OidcSessions, type SessionEnv } from '#user-auth';
import { builtPage } from '../built-page.js';
import { type EmbedEnv } from '../embed/embed-env.js';
import { addOidcRoutes } from '../oidc/oidc-routes.js';
import { addPageRoutes } from './page-routes.js';

/** The built page and, where people sign in at it, what that takes. */
export function addConsoleRoutes(
  fastify: FastifyInstance,
  app: INestApplicationContext,
  env: SessionEnv & EmbedEnv,
): void {
  const signsIn = configuredOidc(env) !== null;
  addPageRoutes(fastify, { folder: builtPage(), signsIn, embedOrigins: env.EMBED_ORIGINS });
  if (signsIn)
    addOidcRoutes(fastify, {
      sessions: app.get(OidcSessions),
      clock: app.get<Clock>(CLOCK),
      logger: app.get<Logger>(LOGGER),
    });
}
