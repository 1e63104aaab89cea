import {
  type FrontHandler,
  type HttpAppOptions,
  type HttpEnv,
  REFUSED_CALLERS,
  type RefusedCallers,
  type TlsEnv,
} from '#http';
import { type ProcessParts } from '#process';
import { type AdmissionEnv } from './application/admit-caller.js';
import { type Verifier } from './application/verifier.js';
import { connectVerifyGrpc } from './grpc/connect-verify-grpc.js';
import { connectVerifyRpc } from './rpc/connect-verify-rpc.js';
import { type VerificationEnv } from './verification-env.js';
import { registerAuthorizeRoutes, withWholeAuthorizePath } from './http/authorize.routes.js';
import { VERIFICATION_OPENAPI } from './openapi/verification.openapi.js';
import { registerVerifyRoutes } from './http/verify.routes.js';
import { verdictDoors } from './verdict-doors.js';

export type VerificationHttpEnv = VerificationEnv & AdmissionEnv & TlsEnv & Pick<HttpEnv, 'MAX_HEADER_BYTES'>;

export type VerificationHttp = Required<Pick<HttpAppOptions, 'addRoutes' | 'front'>> &
  Pick<HttpAppOptions, 'rewriteUrl'> & {
    readonly openApi: typeof VERIFICATION_OPENAPI;
  };

export interface VerificationHttpParts extends Pick<ProcessParts, 'logger'> {
  readonly env: VerificationHttpEnv;
  readonly verifier: Verifier;
}

/**
 * The plain routes of verification, beside Nest's, and what OpenAPI says of them; with TCP_PORT and GRPC_PORT also its
 * RPC, which `VerifyRpcModule` and `VerifyGrpcModule` provide.
 */
export function verificationHttpAndRpc({ env, verifier, logger }: VerificationHttpParts): VerificationHttp {
  let authorize: FrontHandler = () => false;
  let verify: FrontHandler = () => false;
  return {
    openApi: VERIFICATION_OPENAPI,
    ...(env.AUTHORIZE_SOURCE === 'request-line' && { rewriteUrl: withWholeAuthorizePath }),
    addRoutes: async (fastify, app) => {
      const refused = app.get<RefusedCallers>(REFUSED_CALLERS);
      const doors = verdictDoors({ env, verifier, refused, logger });
      verify = registerVerifyRoutes(fastify, doors.verify);
      authorize = registerAuthorizeRoutes(fastify, doors.authorize);
      if (env.TCP_PORT !== undefined) await connectVerifyRpc(app);
      if (env.GRPC_PORT !== undefined) await connectVerifyGrpc(app);
    },
    front: (request, response) => authorize(request, response) || verify(request, response),
  };
}
