import { type FrontHandler, type HttpAppOptions, type HttpEnv, type Paths, type Schemas } from '#service-kit';
import { parseServiceTokens, type ServiceTokensEnv } from '#user-auth';
import { type Verification } from '../create-verification.js';
import { type VerificationEnv } from '../verification-env.js';
import { registerAuthorizeRoutes, withWholeAuthorizePath } from './authorize.routes.js';
import { VERIFICATION_PATHS, VERIFICATION_SCHEMAS } from './verification.openapi.js';
import { registerVerifyRoutes } from './verify.routes.js';

type Env = VerificationEnv & ServiceTokensEnv & Pick<HttpEnv, 'HOST'> & { readonly KEY_PREFIX: string };
type App = Parameters<NonNullable<HttpAppOptions['addRoutes']>>[1];

/** The plain routes of verification, beside Nest's, and what OpenAPI says of them. */
export function verificationHttp(env: Env, verificationOf: (app: App) => Verification): Pick<HttpAppOptions, 'addRoutes' | 'front' | 'rewriteUrl'> & { readonly openApi: { readonly paths: Paths; readonly schemas: Schemas } } {
  let authorize: FrontHandler = () => false;
  const serviceTokens = parseServiceTokens(env.SERVICE_TOKENS);
  const anybodyMayVerify = env.VERIFY_AUTH === 'none' || isLoopback(env.HOST);
  return {
    openApi: { paths: VERIFICATION_PATHS, schemas: VERIFICATION_SCHEMAS },
    ...(env.AUTHORIZE_SOURCE === 'request-line' && { rewriteUrl: withWholeAuthorizePath }),
    addRoutes: (fastify, app) => {
      const { verifier } = verificationOf(app);
      registerVerifyRoutes(fastify, { verifier, admitCaller: anybodyMayVerify ? null : (authorization) => { serviceTokens.verify(authorization); } });
      authorize = registerAuthorizeRoutes(fastify, { verifier, keyPrefix: env.KEY_PREFIX, source: env.AUTHORIZE_SOURCE, gatewayToken: env.GATEWAY_TOKEN ?? null });
    },
    front: (request, response) => authorize(request, response),
  };
}

function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '::1' || host.startsWith('127.');
}
