import { Command } from '@nestjs/cqrs';
import { type ReminderInterval } from '#contracts';
import { type UserCaller } from '#user-auth';
import { type Idempotency } from '../command-identity.js';
import { type ChangedKey } from '../key-answer.js';

export interface ReminderSet extends ChangedKey {
  /** What its owner should know of when mail comes; null: it comes as set. */
  readonly note: string | null;
}

export class SetReminderCommand extends Command<ReminderSet> {
  constructor(readonly caller: UserCaller, readonly keyId: string, readonly intervalDays: ReminderInterval, readonly idempotency: Idempotency | null) {
    super();
  }
}
