import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { CommandLoop } from '../command-loop.js';
import { changedKey, type ChangedKey } from '../key-answer.js';
import { selfOf } from '../requester.js';
import { EndGraceCommand } from './end-grace.command.js';

@CommandHandler(EndGraceCommand)
export class EndGraceHandler implements ICommandHandler<EndGraceCommand> {
  constructor(private readonly loop: CommandLoop) {}

  async execute({ caller, keyId, idempotency }: EndGraceCommand): Promise<ChangedKey> {
    const command = { type: 'EndGrace', requester: selfOf(caller), keyId } as const;
    return changedKey(await this.loop.run({ caller, ownerId: caller.ownerId, idempotency, command }), keyId);
  }
}
