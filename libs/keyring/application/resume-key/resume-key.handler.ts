import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { CommandLoop } from '../command-loop.js';
import { changedKey, type ChangedKey } from '../key-answer.js';
import { selfOf } from '../requester.js';
import { ResumeKeyCommand } from './resume-key.command.js';

@CommandHandler(ResumeKeyCommand)
export class ResumeKeyHandler implements ICommandHandler<ResumeKeyCommand> {
  constructor(private readonly loop: CommandLoop) {}

  async execute({ caller, keyId, idempotency }: ResumeKeyCommand): Promise<ChangedKey> {
    const command = { type: 'ResumeKey', requester: selfOf(caller), keyId } as const;
    return changedKey(await this.loop.run({ caller, ownerId: caller.ownerId, idempotency, command }), keyId);
  }
}
