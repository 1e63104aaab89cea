import { Command } from '@nestjs/cqrs';
import { type UserCaller } from '#user-auth';
import { type Idempotency } from '../command-identity.js';

export class ClearReminderCommand extends Command<void> {
  constructor(readonly caller: UserCaller, readonly keyId: string, readonly idempotency: Idempotency | null) {
    super();
  }
}
