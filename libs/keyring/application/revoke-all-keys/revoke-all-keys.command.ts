import { Command } from '@nestjs/cqrs';
import { type Propagation } from '#contracts';
import { type UserCaller } from '#user-auth';
import { type Idempotency } from '../command-identity.js';
import { type Outcome } from '../command-loop.js';

export interface RevokedKeys {
  /** How many keys still worked until then. */
  readonly revoked: number;
  readonly propagation: Propagation;
}

export function revokedKeys({ events, propagation }: Outcome): RevokedKeys {
  return { revoked: events.find((event) => event.type === 'AllKeysRevoked')?.count ?? 0, propagation };
}

export class RevokeAllKeysCommand extends Command<RevokedKeys> {
  constructor(readonly caller: UserCaller, readonly reason: string | null, readonly idempotency: Idempotency | null) {
    super();
  }
}
