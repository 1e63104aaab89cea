import { Command } from '@nestjs/cqrs';
import { type UserCaller } from '#user-auth';
import { type Idempotency } from '../command-identity.js';
import { type KeyWithSecret } from '../new-secret.js';

export class RotateKeyCommand extends Command<KeyWithSecret> {
  /** @param graceHours undefined: as the operator set it. */
  constructor(readonly caller: UserCaller, readonly keyId: string, readonly graceHours: number | undefined, readonly idempotency: Idempotency | null) {
    super();
  }
}
