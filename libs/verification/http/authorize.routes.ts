import { ownerParts, Problem, refusalProblem } from '#contracts';
import { sendProblem } from '#service-kit';
import { type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify';
import { createHash, timingSafeEqual } from 'node:crypto';
import { METHODS } from 'node:http';
import { type Verifier } from '../application/verifier.js';
import { type Accepted, type Verdict } from '../domain/judge.js';
import { type AskedEndpoint, askedEndpoint, type AuthorizeSource, headerValues, presentedKey } from './gateway-request.js';

export interface AuthorizeRouteOptions {
  readonly verifier: Pick<Verifier, 'verify'>;
  readonly keyPrefix: string;
  /** AUTHORIZE_SOURCE */
  readonly source: AuthorizeSource;
  /** GATEWAY_TOKEN: what `X-Gateway-Token` must hold; null: the network sees to it. */
  readonly gatewayToken: string | null;
}

export const AUTHORIZE_PATH = '/v1/authorize';

/**
 * `ANY /v1/authorize` and `/v1/authorize/*`: may this request pass? Answered before a body is looked at, so that any body of any type
 * is ignored. With `source: 'request-line'` pass `withWholeAuthorizePath` to Fastify too.
 */
export function registerAuthorizeRoutes(fastify: FastifyInstance, options: AuthorizeRouteOptions): void {
  const isGateway = gatewayCheck(options.gatewayToken);
  const methods = METHODS.filter((method) => method !== 'CONNECT'); // Node never hands that one to a request handler
  for (const method of methods) if (!fastify.supportedMethods.includes(method)) fastify.addHttpMethod(method, { hasBody: true });

  const answer = (request: FastifyRequest, reply: FastifyReply): void => {
    const { rawHeaders } = request.raw;
    if (!isGateway(rawHeaders)) {
      sendProblem(reply, new Problem('gateway-token-invalid'));
      return;
    }
    const presented = presentedKey(rawHeaders, options.keyPrefix);
    if (presented.kind !== 'key') {
      sendProblem(reply, new Problem(presented.kind === 'missing' ? 'key-missing' : 'key-ambiguous'));
      return;
    }
    const endpoint = askedEndpoint(rawHeaders, options.source, () => requestLineOf(request));
    const verdict = options.verifier.verify(presented.key, { endpoint });
    if (verdict instanceof Promise) verdict.then((late) => { sendVerdict(reply, late); }, (error: unknown) => { reply.send(error); });
    else sendVerdict(reply, verdict);
  };
  for (const url of [AUTHORIZE_PATH, `${AUTHORIZE_PATH}/*`]) {
    fastify.route({ method: methods, url, exposeHeadRoute: false, config: { hotPath: true }, onRequest: answer, handler: (_request, reply) => reply });
  }
}

/**
 * For Fastify's `rewriteUrl`: its router would answer 400 to a path that cannot be decoded, but behind `/v1/authorize` the path is the
 * question, and such a question is refused like every unmapped one.
 */
export function withWholeAuthorizePath({ url = '/' }: { readonly url?: string | undefined }): string {
  return url.startsWith(`${AUTHORIZE_PATH}/`) ? AUTHORIZE_PATH : url;
}

function requestLineOf({ method, originalUrl }: FastifyRequest): AskedEndpoint {
  return { method, path: originalUrl.slice(AUTHORIZE_PATH.length) };
}

function sendVerdict(reply: FastifyReply, verdict: Verdict): void {
  switch (verdict.outcome) {
    case 'accepted':
      sendIdentity(reply, verdict);
      return;
    case 'refused':
      sendProblem(reply, refusalProblem(verdict.answer));
      return;
    case 'unavailable':
      sendProblem(reply, new Problem('verdict-unavailable'));
  }
}

function sendIdentity(reply: FastifyReply, { credential: { keyId, ownerId, scope, mode }, role }: Accepted): void {
  reply.code(204)
    .header('x-key-id', keyId)
    .header('x-key-owner', ownerId)
    .header('x-key-org', ownerParts(ownerId).orgId)
    .header('x-key-role', role)
    .header('x-key-scope', scope)
    .header('x-key-mode', mode)
    .header('cache-control', 'no-store')
    .send();
}

function gatewayCheck(token: string | null): (rawHeaders: readonly string[]) => boolean {
  if (token === null) return () => true;
  const digestOf = (text: string): Buffer => createHash('sha256').update(text).digest();
  const expected = digestOf(token);
  return (rawHeaders) => {
    const [shown, ...more] = headerValues(rawHeaders, 'x-gateway-token');
    return shown !== undefined && more.length === 0 && timingSafeEqual(digestOf(shown), expected);
  };
}
