import { type FrontHandler, type RefusedCallers } from '#http';
import { admitCaller, unknownTokenNotice } from './application/admit-caller.js';
import { createVerification, type ReplicaParts, type Verification } from './create-verification.js';
import { authorizeFront } from './http/authorize.routes.js';
import { verifyFront } from './http/verify.routes.js';
import { type VerificationHttpEnv } from './verification-http-and-rpc.js';

export interface VerdictFrontParts extends Omit<ReplicaParts, 'acceptModes' | 'cacheMax'> {
  readonly env: VerificationHttpEnv;
  readonly refused: RefusedCallers;
}

/**
 * One verification replica without a server of its own: what stands in front of one that leaves the rest to another
 * replica's.
 */
export function verdictFront({ env, refused, ...parts }: VerdictFrontParts): {
  readonly verification: Omit<Verification, 'verifier' | 'replica'>;
  readonly front: FrontHandler;
} {
  const verification = createVerification({ ...parts, acceptModes: env.ACCEPT_MODES, cacheMax: env.CACHE_MAX });
  const { verifier } = verification;
  const verify = verifyFront({
    verifier,
    refused,
    admitCaller: admitCaller(env),
    noticeToken: unknownTokenNotice(env, parts.logger),
  });
  const authorize = authorizeFront({
    verifier,
    refused,
    source: env.AUTHORIZE_SOURCE,
    gatewayToken: env.GATEWAY_TOKEN ?? null,
  });
  return { verification, front: (request, response) => authorize(request, response) || verify(request, response) };
}
