import { headerValues, Problem, refusalProblem } from '#contracts';
import { presentedCredential } from '#key-secret';
import { sendProblem } from '#service-kit';
import { type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify';
import { createHash, timingSafeEqual } from 'node:crypto';
import { METHODS } from 'node:http';
import { type Verifier } from '../application/verifier.js';
import { type Verdict } from '../domain/judge.js';
import { type AskedEndpoint, askedEndpoint, type AuthorizeSource } from './gateway-request.js';
import { identityHeaders } from './identity-headers.js';
import { sendRaw } from './send-raw.js';

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
  const rules = { keyPrefix: options.keyPrefix, takesUserTokens: false };
  const methods = METHODS.filter((method) => method !== 'CONNECT'); // Node never hands that one to a request handler
  for (const method of methods) if (!fastify.supportedMethods.includes(method)) fastify.addHttpMethod(method, { hasBody: true });

  const answer = (request: FastifyRequest, reply: FastifyReply): void => {
    const { rawHeaders } = request.raw;
    if (!isGateway(rawHeaders)) {
      sendProblem(reply, new Problem('gateway-token-invalid'));
      return;
    }
    const presented = presentedCredential(rawHeaders, rules);
    if (presented.kind !== 'key') {
      sendProblem(reply, new Problem(presented.kind === 'ambiguous' ? 'key-ambiguous' : 'key-missing'));
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
      sendRaw(reply, 204, identityHeaders(verdict));
      return;
    case 'refused':
      sendProblem(reply, refusalProblem(verdict.answer));
      return;
    case 'unavailable':
      sendProblem(reply, new Problem('verdict-unavailable'));
  }
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
