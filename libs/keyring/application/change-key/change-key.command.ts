import { Command } from '@nestjs/cqrs';
import { type UserCaller } from '#user-auth';
import { type Idempotency } from '../command-identity.js';
import { type ChangedKey } from '../key-answer.js';

/** Undefined: it stays as it is. */
export interface KeyChanges {
  readonly name: string | undefined;
  /** null: the key does not expire any more. */
  readonly expiresAt: Date | null | undefined;
}

export interface KeyAfterChanges extends ChangedKey {
  /** The expiry is what was asked for, and came to be it by being brought forward. */
  readonly tookRightsAway: boolean;
}

export class ChangeKeyCommand extends Command<KeyAfterChanges> {
  constructor(readonly caller: UserCaller, readonly keyId: string, readonly changes: KeyChanges, readonly idempotency: Idempotency | null) {
    super();
  }
}
