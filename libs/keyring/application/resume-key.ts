import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { type UserCaller } from '#user-auth';
import { type Idempotency } from './command-identity.js';
import { CommandLoop } from './command-loop.js';
import { changedKey, type ChangedKey } from './key-answer.js';
import { selfOf } from './requester.js';

export class ResumeKeyCommand extends Command<ChangedKey> {
  constructor(
    readonly caller: UserCaller,
    readonly keyId: string,
    readonly idempotency: Idempotency | null,
  ) {
    super();
  }
}

@CommandHandler(ResumeKeyCommand)
export class ResumeKeyHandler implements ICommandHandler<ResumeKeyCommand> {
  constructor(private readonly loop: CommandLoop) {}

  async execute({ caller, keyId, idempotency }: ResumeKeyCommand): Promise<ChangedKey> {
    return changedKey(
      await this.loop.run({
        caller,
        ownerId: caller.ownerId,
        idempotency,
        type: 'ResumeKey',
        command: () => ({ type: 'ResumeKey', requester: selfOf(caller), keyId }),
      }),
      keyId,
    );
  }
}
