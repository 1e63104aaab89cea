import { type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify';
import { Problem } from '#contracts';
import { isLoopbackHostname } from '#env';
import { PAGE_PATH } from '../http/page-path.js';
import { type OneTimeCodes } from './one-time-codes.js';

export interface SignInOptions {
  readonly codes: OneTimeCodes;
  /** The name of the cookie that holds the user token. */
  readonly cookie: string;
  /** A user token for the person with the link. */
  readonly token: () => Promise<string>;
}

/**
 * The link that `npm start` prints: its code, sent by the page, becomes an httpOnly cookie for the demo owner. Only
 * under a name of the loopback address: a foreign name that resolves to it belongs to somebody else's page.
 */
export function addSignInRoutes(fastify: FastifyInstance, { codes, cookie, token }: SignInOptions): void {
  const config = { page: true };
  fastify.post<{ Body?: { code?: unknown } }>(`${PAGE_PATH}/session`, { config }, async (request, reply) => {
    refuseForeignNames(request);
    const code = request.body?.code;
    if (typeof code !== 'string' || !codes.redeem(code))
      throw new Problem(
        'session-refused',
        'The link was used before or is older than ten minutes. Start Keyward again to get a new one.',
      );
    return answerWith(reply, `${cookie}=${await token()}`);
  });
  fastify.delete(`${PAGE_PATH}/session`, { config }, (request, reply) => {
    refuseForeignNames(request);
    return answerWith(reply, `${cookie}=; Max-Age=0`);
  });
}

/** Not `Secure`: http://localhost has no other way. */
function answerWith(reply: FastifyReply, cookie: string): FastifyReply {
  return reply.code(204).header('set-cookie', `${cookie}; Path=/; HttpOnly; SameSite=Strict`).send();
}

function refuseForeignNames({ headers: { host = '' } }: FastifyRequest): void {
  if (!isLoopbackHostname(host.replace(/:\d+$/, '').toLowerCase()))
    throw new Problem('session-refused', 'Signing in by a link works under localhost only.');
}
