import { Command } from '@nestjs/cqrs';
import { type UserCaller } from '#user-auth';

/** Somebody has called with a token of their own, whatever for. Never fails. */
export class RecordVisitCommand extends Command<void> {
  constructor(readonly caller: UserCaller) {
    super();
  }
}
