import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { type UserCaller } from '#user-auth';
import { type Idempotency } from './command-identity.js';
import { CommandLoop } from './command-loop.js';
import { changedKey, type ChangedKey } from './key-answer.js';
import { selfOf } from './requester.js';

export class PauseKeyCommand extends Command<ChangedKey> {
  constructor(
    readonly caller: UserCaller,
    readonly keyId: string,
    readonly idempotency: Idempotency | null,
  ) {
    super();
  }
}

@CommandHandler(PauseKeyCommand)
export class PauseKeyHandler implements ICommandHandler<PauseKeyCommand> {
  constructor(private readonly loop: CommandLoop) {}

  async execute({ caller, keyId, idempotency }: PauseKeyCommand): Promise<ChangedKey> {
    return changedKey(
      await this.loop.run({
        caller,
        ownerId: caller.ownerId,
        idempotency,
        type: 'PauseKey',
        command: () => ({ type: 'PauseKey', requester: selfOf(caller), keyId }),
      }),
      keyId,
    );
  }
}
