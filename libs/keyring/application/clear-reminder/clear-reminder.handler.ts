import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { CommandLoop } from '../command-loop.js';
import { selfOf } from '../requester.js';
import { ClearReminderCommand } from './clear-reminder.command.js';

@CommandHandler(ClearReminderCommand)
export class ClearReminderHandler implements ICommandHandler<ClearReminderCommand> {
  constructor(private readonly loop: CommandLoop) {}

  async execute({ caller, keyId, idempotency }: ClearReminderCommand): Promise<void> {
    const command = { type: 'ClearReminder', requester: selfOf(caller), keyId } as const;
    await this.loop.run({ caller, ownerId: caller.ownerId, idempotency, command });
  }
}
