import { type MiddlewareHandler } from 'hono';
import { type AcceptedAnswer, Problem } from '#contracts';
import { Admission } from '../admission/admission.js';
import { type AdmissionOptions, type ApiUser } from '../admission/admission-options.js';
import { refusalAnswer } from '../admission/refusal-answer.js';
import { rawHeadersOf } from '../admission/web-headers.js';

export interface RequireApiKeyOptions extends AdmissionOptions {
  /** What the key must have, whatever the route table says. Default: what the route table asks for. */
  readonly permission?: string | undefined;
}

/** What the middleware leaves for handlers: one of both. */
export interface KeywardVariables {
  /** The verdict that let the request in, where a key did. */
  apiKey: AcceptedAnswer | undefined;
  /** The person whose user token let the request in. */
  apiUser: ApiUser | undefined;
}

/** Node's request, where @hono/node-server hands it on. */
interface Bindings {
  readonly incoming?: {
    readonly rawHeaders?: readonly string[];
    readonly socket?: { readonly remoteAddress?: string | undefined };
  };
}

/**
 * Lets requests with a good key on to what follows, with `c.get('apiKey')` set, and answers all others with a problem
 * document: 401, 403 or 503. What is no refusal but a fault of the verifier goes to `app.onError`.
 */
export function requireApiKey({
  permission,
  ...options
}: RequireApiKeyOptions): MiddlewareHandler<{ Variables: KeywardVariables }> {
  const admission = new Admission(options);
  return async (context, next) => {
    const { incoming } = (context.env as Bindings | undefined) ?? {};
    const { method, url, raw } = context.req;
    try {
      const { apiKey, apiUser } = await admission.admit(
        {
          method,
          target: targetOf(url),
          rawHeaders: incoming?.rawHeaders ?? rawHeadersOf(raw.headers),
          address: incoming?.socket?.remoteAddress,
        },
        permission,
      );
      context.set('apiKey', apiKey);
      context.set('apiUser', apiUser);
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
      const { status, headers, body } = refusalAnswer(error);
      return new Response(method === 'HEAD' ? null : JSON.stringify(body), { status, headers });
    }
    return next();
  };
}

/** What follows the host, as Hono's router reads it. */
function targetOf(url: string): string {
  return url.slice(url.indexOf('/', url.indexOf(':') + 4));
}
