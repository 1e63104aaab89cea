import { type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify';
import { type Clock, Problem } from '#contracts';
import { type Logger } from '#process';
import { type OidcSessions, requireCallOfThePage } from '#user-auth';
import { pageHeaders } from '../http/page-headers.js';
import { PAGE_PATH } from '../http/page-path.js';
import { failedPage } from './failed-page.js';
import { type Failure, FAILURES, failureOf, isFailure } from './failures.js';
import { OidcSignIn } from './oidc-sign-in.js';
import { returnPath } from './return-path.js';

export interface OidcRoutesOptions {
  readonly sessions: OidcSessions;
  readonly clock: Clock;
  readonly logger: Logger;
}

interface Returning {
  readonly Querystring: { readonly return?: unknown };
}

/** Failures that the operator of Keyward has to fix or know of; the others are between a person and the provider. */
const FOR_THE_LOG: readonly Failure[] = ['unavailable', 'unexpected', 'clock', 'account', 'size'];

/**
 * Signing in and out at the page by OpenID Connect. What fails ends on a page of its own address, so that no code stays
 * in the browser's.
 */
export function addOidcRoutes(fastify: FastifyInstance, { sessions, clock, logger }: OidcRoutesOptions): void {
  const signIn = new OidcSignIn(sessions, clock);
  const { cookies } = signIn;
  const { origin } = sessions.options;
  const config = { page: true };
  const headers = { ...pageHeaders(), 'cache-control': 'no-store' };

  const failureAt = (request: FastifyRequest, thrown: unknown): Failure => {
    const { failure, reason } = failureOf(thrown);
    if (FOR_THE_LOG.includes(failure))
      logger.warn({ requestId: request.id, failure, reason }, 'somebody could not be signed in by OIDC_ISSUER');
    return failure;
  };
  const failed = (request: FastifyRequest, reply: FastifyReply, thrown: unknown, returnTo: string) =>
    reply.redirect(
      `${PAGE_PATH}/sign-in/failed/${failureAt(request, thrown)}?return=${encodeURIComponent(returnTo)}`,
      303,
    );

  fastify.get<Returning>(`${PAGE_PATH}/sign-in/oidc`, { config }, async (request, reply) => {
    const returnTo = returnPath(request.query.return);
    try {
      const begun = await signIn.begin(returnTo);
      return await reply.header('set-cookie', begun.cookies).redirect(begun.location, 303);
    } catch (error) {
      return failed(request, reply, error, returnTo);
    }
  });

  fastify.get(`${PAGE_PATH}/sign-in/callback`, { config }, async (request, reply) => {
    const [, query = ''] = request.raw.url?.split('?', 2) ?? [];
    const attempt = await cookies.attemptIn(request.raw);
    try {
      const done = await signIn.finish(attempt, query);
      return await reply.header('set-cookie', [cookies.endAttempt(), ...done.cookies]).redirect(done.location, 303);
    } catch (error) {
      void reply.header('set-cookie', cookies.endAttempt());
      return failed(request, reply, error, attempt?.returnTo ?? PAGE_PATH);
    }
  });

  fastify.get<{ Params: { failure: string } } & Returning>(
    `${PAGE_PATH}/sign-in/failed/:failure`,
    { config },
    ({ params: { failure }, query }, reply) => {
      if (!isFailure(failure)) throw new Problem('not-found');
      return reply
        .code(FAILURES[failure].status)
        .headers(headers)
        .type('text/html; charset=utf-8')
        .send(failedPage(failure, returnPath(query.return)));
    },
  );

  fastify.post(`${PAGE_PATH}/session/renew`, { config }, async (request, reply) => {
    requireCallOfThePage(request.raw, origin);
    try {
      return await reply
        .code(204)
        .header('set-cookie', await signIn.renew(request.raw))
        .send();
    } catch (error) {
      if (failureAt(request, error) === 'unavailable')
        throw new Problem(
          'not-ready',
          'Your sign-in provider does not answer, so your session cannot be renewed now. Try again shortly.',
          { retryAfter: 5 },
        );
      void reply.header('set-cookie', cookies.signedOut());
      throw new Problem('token-expired');
    }
  });

  fastify.post(`${PAGE_PATH}/sign-out`, { config }, async (request, reply) => {
    requireCallOfThePage(request.raw, origin);
    const endSessionUrl = await signIn.end(request.raw);
    return reply.header('set-cookie', cookies.signedOut()).send({ endSessionUrl });
  });
}
