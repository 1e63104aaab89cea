import {
  type FrontHandler,
  type HttpAppOptions,
  type Paths,
  REFUSED_CALLERS,
  type RefusedCallers,
  type Schemas,
} from '#http';
import { LOGGER, type Logger } from '#process';
import { admitCaller, type AdmissionEnv, unknownTokenNotice } from './application/admit-caller.js';
import { type Verification } from './create-verification.js';
import { connectVerifyRpc } from './rpc/connect-verify-rpc.js';
import { type VerificationEnv } from './verification-env.js';
import { registerAuthorizeRoutes, withWholeAuthorizePath } from './http/authorize.routes.js';
import { VERIFICATION_PATHS, VERIFICATION_SCHEMAS } from './http/verification.openapi.js';
import { registerVerifyRoutes } from './http/verify.routes.js';

type Env = VerificationEnv & AdmissionEnv & { readonly KEY_PREFIX: string };
type App = Parameters<NonNullable<HttpAppOptions['addRoutes']>>[1];

/**
 * The plain routes of verification, beside Nest's, and what OpenAPI says of them; with TCP_PORT also its RPC, for which
 * the app imports `VerifyRpcModule`.
 */
export function verificationHttpAndRpc(
  env: Env,
  verificationOf: (app: App) => Verification,
): Pick<HttpAppOptions, 'addRoutes' | 'front' | 'rewriteUrl'> & {
  readonly openApi: { readonly paths: Paths; readonly schemas: Schemas };
} {
  let authorize: FrontHandler = () => false;
  return {
    openApi: { paths: VERIFICATION_PATHS, schemas: VERIFICATION_SCHEMAS },
    ...(env.AUTHORIZE_SOURCE === 'request-line' && { rewriteUrl: withWholeAuthorizePath }),
    addRoutes: async (fastify, app) => {
      const { verifier } = verificationOf(app);
      const refused = app.get<RefusedCallers>(REFUSED_CALLERS);
      registerVerifyRoutes(fastify, {
        verifier,
        refused,
        admitCaller: admitCaller(env),
        noticeToken: unknownTokenNotice(env, app.get<Logger>(LOGGER)),
      });
      authorize = registerAuthorizeRoutes(fastify, {
        verifier,
        refused,
        keyPrefix: env.KEY_PREFIX,
        source: env.AUTHORIZE_SOURCE,
        gatewayToken: env.GATEWAY_TOKEN ?? null,
      });
      if (env.TCP_PORT !== undefined) await connectVerifyRpc(app);
    },
    front: (request, response) => authorize(request, response),
  };
}
