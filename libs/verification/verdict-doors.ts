import { type RefusedCallers } from '#http';
import { type ProcessParts } from '#process';
import { admitCaller, type AdmissionEnv, unknownTokenNotice } from './application/admit-caller.js';
import { type Verifier } from './application/verifier.js';
import { type AuthorizeRouteOptions } from './http/authorize.routes.js';
import { type VerifyRouteOptions } from './http/verify.routes.js';
import { type VerificationEnv } from './verification-env.js';

export interface VerdictDoorsParts extends Pick<ProcessParts, 'logger'> {
  readonly env: VerificationEnv & AdmissionEnv;
  readonly verifier: Verifier;
  readonly refused: RefusedCallers;
}

/** Who may ask at each door over HTTP, and how. */
export function verdictDoors({ env, verifier, refused, logger }: VerdictDoorsParts): {
  readonly verify: VerifyRouteOptions;
  readonly authorize: AuthorizeRouteOptions;
} {
  return {
    verify: { verifier, refused, admitCaller: admitCaller(env), noticeToken: unknownTokenNotice(env, logger) },
    authorize: { verifier, refused, source: env.AUTHORIZE_SOURCE, gatewayToken: env.GATEWAY_TOKEN ?? null },
  };
}
