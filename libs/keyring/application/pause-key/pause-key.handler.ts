import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { CommandLoop } from '../command-loop.js';
import { changedKey, type ChangedKey } from '../key-answer.js';
import { selfOf } from '../requester.js';
import { PauseKeyCommand } from './pause-key.command.js';

@CommandHandler(PauseKeyCommand)
export class PauseKeyHandler implements ICommandHandler<PauseKeyCommand> {
  constructor(private readonly loop: CommandLoop) {}

  async execute({ caller, keyId, idempotency }: PauseKeyCommand): Promise<ChangedKey> {
    const command = { type: 'PauseKey', requester: selfOf(caller), keyId } as const;
    return changedKey(await this.loop.run({ caller, ownerId: caller.ownerId, idempotency, command }), keyId);
  }
}
