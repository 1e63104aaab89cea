import { Problem, type ProblemCode } from '#contracts';
import { headerValues } from '#key-secret';
import { type FrontHandler, type RefusedCallers, requestIdOf } from '#http';
import { type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify';
import { type IncomingMessage, METHODS, type ServerResponse } from 'node:http';
import { authorizeWith, problemOfVerdict } from '../application/authorize.js';
import { gatewayTokenCheck } from '../application/gateway-token.js';
import { type Verifier } from '../application/verifier.js';
import { codeOf, type Refused, type Unavailable, type Verdict } from '../domain/judge.js';
import { type AskedEndpoint, askedEndpoint, type AuthorizeSource } from './gateway-request.js';
import { identityHeaders } from './identity-headers.js';
import { SendingProblems, sendRawHeaders } from './send-raw.js';

export interface AuthorizeRouteOptions {
  readonly verifier: Pick<Verifier, 'verify'>;
  /** AUTHORIZE_SOURCE */
  readonly source: AuthorizeSource;
  /** GATEWAY_TOKEN: what `X-Gateway-Token` must hold; null: the network sees to it. */
  readonly gatewayToken: string | null;
  readonly refused: Pick<RefusedCallers, 'note'>;
}

export const AUTHORIZE_PATH = '/v1/authorize';

/** Answers one request, whose URL the router may have seen in another form. */
type Authorize = (request: IncomingMessage, response: ServerResponse, url: string, requestId: string) => void;

/**
 * `ANY /v1/authorize` and `/v1/authorize/*`: may this request pass? Answered before a body is looked at, so that any
 * body of any type is ignored. With `source: 'request-line'` pass `withWholeAuthorizePath` to Fastify too. Returns the
 * handler that may stand in front of the router: it answers the same requests in the same way.
 */
export function registerAuthorizeRoutes(fastify: FastifyInstance, options: AuthorizeRouteOptions): FrontHandler {
  const authorize = authorizer(options);
  const methods = METHODS.filter((method) => method !== 'CONNECT'); // Node never hands that one to a request handler
  for (const method of methods)
    if (!fastify.supportedMethods.includes(method)) fastify.addHttpMethod(method, { hasBody: true });
  const onRequest = (request: FastifyRequest, reply: FastifyReply): void => {
    reply.hijack();
    authorize(request.raw, reply.raw, request.originalUrl, request.id);
  };
  // one operation for OpenAPI
  for (const { url, described } of [
    { url: AUTHORIZE_PATH, described: ['GET'] },
    { url: `${AUTHORIZE_PATH}/*`, described: [] },
  ]) {
    fastify.route({
      method: methods,
      url,
      exposeHeadRoute: false,
      config: { hotPath: true, described },
      onRequest,
      handler: (_request, reply) => reply,
    });
  }
  return frontOf(authorize);
}

/** The handler alone, for a server that leaves to another what it does not answer. */
export function authorizeFront(options: AuthorizeRouteOptions): FrontHandler {
  return frontOf(authorizer(options));
}

function frontOf(authorize: Authorize): FrontHandler {
  return (request, response) => {
    const { url = '/' } = request;
    if (!isAuthorize(url)) return false;
    authorize(request, response, url, requestIdOf(request));
    return true;
  };
}

function authorizer(options: AuthorizeRouteOptions): Authorize {
  const isGateway = gatewayTokenCheck(options.gatewayToken);
  const ask = authorizeWith(options.verifier);
  const problems = new SendingProblems();
  const refuse = (code: ProblemCode, request: IncomingMessage, response: ServerResponse, requestId: string): void => {
    options.refused.note('authorize', code, request);
    problems.send(response, requestId, code, () => new Problem(code));
  };
  return (request, response, url, requestId) => {
    const arrivedAt = performance.now();
    const { rawHeaders, method = '' } = request;
    if (!isGateway(headerValues(rawHeaders, 'x-gateway-token'))) {
      refuse('gateway-token-invalid', request, response, requestId);
      return;
    }
    const requestLine = (): AskedEndpoint => ({ method, path: url.slice(AUTHORIZE_PATH.length) });
    const endpoint = (): AskedEndpoint => askedEndpoint(rawHeaders, options.source, requestLine);
    const verdict = ask(rawHeaders, endpoint, 'authorize', arrivedAt);
    if (typeof verdict === 'string') {
      refuse(verdict, request, response, requestId);
      return;
    }
    if (verdict instanceof Promise)
      void verdict.then((late) => {
        sendVerdict(problems, response, requestId, late);
      });
    else sendVerdict(problems, response, requestId, verdict);
  };
}

function isAuthorize(url: string): boolean {
  return (
    url.startsWith(AUTHORIZE_PATH) &&
    (url.length === AUTHORIZE_PATH.length || url[AUTHORIZE_PATH.length] === '/' || url[AUTHORIZE_PATH.length] === '?')
  );
}

/**
 * For Fastify's `rewriteUrl`: its router would answer 400 to a path that cannot be decoded, but behind `/v1/authorize`
 * the path is the question, and such a question is refused like every unmapped one.
 */
export function withWholeAuthorizePath({ url = '/' }: { readonly url?: string | undefined }): string {
  return url.startsWith(`${AUTHORIZE_PATH}/`) ? AUTHORIZE_PATH : url;
}

function sendVerdict(problems: SendingProblems, response: ServerResponse, requestId: string, verdict: Verdict): void {
  if (verdict.outcome === 'accepted') sendRawHeaders(response, requestId, identityHeaders(verdict));
  else problems.send(response, requestId, nameOf(verdict), () => problemOfVerdict(verdict));
}

/** As many as there are codes, and permissions in the route table. */
function nameOf(verdict: Refused | Unavailable): string {
  return verdict.outcome === 'refused' && verdict.answer.code === 'permission-denied'
    ? `${verdict.answer.permission} ${verdict.answer.reason}`
    : codeOf(verdict);
}
