import { HttpStatus } from '@nestjs/common';
import { type FastifyReply } from 'fastify';
import { type Propagation } from '#contracts';

/** What such a 202 says, for the OpenAPI document. */
export const UNCONFIRMED = 'The change stands, but not every replica has confirmed it yet (propagation.confirmed: false). Repeating the call waits again.';

/** A change that takes rights away is not done while a replica may still accept the old state: 202 then, and a repetition waits again. */
export function acceptedUnlessConfirmed<T extends { readonly propagation: Propagation }>(answer: T, reply: FastifyReply): T {
  if (!answer.propagation.confirmed) reply.status(HttpStatus.ACCEPTED);
  return answer;
}
