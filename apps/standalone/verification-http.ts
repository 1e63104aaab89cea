import { parseServiceTokens } from '#user-auth';
import { type FrontHandler, type HttpAppOptions } from '#service-kit';
import { registerAuthorizeRoutes, registerVerifyRoutes, type Verification, VERIFICATION_PATHS, VERIFICATION_SCHEMAS, withWholeAuthorizePath } from '#verification';
import { BI_API_PATHS } from '../../examples/bi-api/index.js';
import { VERIFICATION } from './adapters.module.js';
import { type StandaloneEnv } from './standalone.env.js';

/** The plain routes of verification, beside Nest's, and what OpenAPI says of them and of the example. */
export function verificationHttp(env: StandaloneEnv): Pick<HttpAppOptions, 'openApi' | 'addRoutes' | 'front' | 'rewriteUrl'> {
  let authorize: FrontHandler = () => false;
  const serviceTokens = parseServiceTokens(env.SERVICE_TOKENS);
  const anybodyMayVerify = env.VERIFY_AUTH === 'none' || isLoopback(env.HOST);
  return {
    openApi: { title: 'Keyward', version: '1', paths: { ...VERIFICATION_PATHS, ...BI_API_PATHS }, schemas: VERIFICATION_SCHEMAS },
    ...(env.AUTHORIZE_SOURCE === 'request-line' && { rewriteUrl: withWholeAuthorizePath }),
    addRoutes: (fastify, app) => {
      const { verifier } = app.get<Verification>(VERIFICATION);
      registerVerifyRoutes(fastify, { verifier, admitCaller: anybodyMayVerify ? null : (authorization) => { serviceTokens.verify(authorization); } });
      authorize = registerAuthorizeRoutes(fastify, { verifier, keyPrefix: env.KEY_PREFIX, source: env.AUTHORIZE_SOURCE, gatewayToken: env.GATEWAY_TOKEN ?? null });
    },
    front: (request, response) => authorize(request, response),
  };
}

function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '::1' || host.startsWith('127.');
}
