import { Command } from '@nestjs/cqrs';
import { type UserCaller } from '#user-auth';
import { type Idempotency } from '../command-identity.js';
import { type ChangedKey } from '../key-answer.js';

export class PauseKeyCommand extends Command<ChangedKey> {
  constructor(readonly caller: UserCaller, readonly keyId: string, readonly idempotency: Idempotency | null) {
    super();
  }
}
