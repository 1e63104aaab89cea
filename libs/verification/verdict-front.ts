import { type FrontHandler, type RefusedCallers } from '#http';
import { createVerification, type ReplicaParts, type Verification } from './create-verification.js';
import { authorizeFront } from './http/authorize.routes.js';
import { verifyFront } from './http/verify.routes.js';
import { verdictDoors } from './verdict-doors.js';
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
  const doors = verdictDoors({ env, verifier, refused, logger: parts.logger });
  const [verify, authorize] = [verifyFront(doors.verify), authorizeFront(doors.authorize)];
  return { verification, front: (request, response) => authorize(request, response) || verify(request, response) };
}
