import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { type UserCaller } from '#user-auth';
import { type Idempotency } from './command-identity.js';
import { CommandLoop } from './command-loop.js';
import { selfOf } from './requester.js';

export class ClearReminderCommand extends Command<void> {
  constructor(
    readonly caller: UserCaller,
    readonly keyId: string,
    readonly idempotency: Idempotency | null,
  ) {
    super();
  }
}

@CommandHandler(ClearReminderCommand)
export class ClearReminderHandler implements ICommandHandler<ClearReminderCommand> {
  constructor(private readonly loop: CommandLoop) {}

  async execute({ caller, keyId, idempotency }: ClearReminderCommand): Promise<void> {
    await this.loop.run({
      caller,
      ownerId: caller.ownerId,
      idempotency,
      type: 'ClearReminder',
      command: () => ({ type: 'ClearReminder', requester: selfOf(caller), keyId }),
    });
  }
}
