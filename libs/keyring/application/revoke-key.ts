import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { type UserCaller } from '#user-auth';
import { type Idempotency } from './command-identity.js';
import { CommandLoop } from './command-loop.js';
import { changedKey, type ChangedKey } from './key-answer.js';
import { selfOf } from './requester.js';

export class RevokeKeyCommand extends Command<ChangedKey> {
  constructor(
    readonly caller: UserCaller,
    readonly keyId: string,
    readonly reason: string | null,
    readonly idempotency: Idempotency | null,
  ) {
    super();
  }
}

@CommandHandler(RevokeKeyCommand)
export class RevokeKeyHandler implements ICommandHandler<RevokeKeyCommand> {
  constructor(private readonly loop: CommandLoop) {}

  async execute({ caller, keyId, reason, idempotency }: RevokeKeyCommand): Promise<ChangedKey> {
    return changedKey(
      await this.loop.run({
        caller,
        ownerId: caller.ownerId,
        idempotency,
        type: 'RevokeKey',
        command: () => ({ type: 'RevokeKey', requester: selfOf(caller), keyId, reason }),
      }),
      keyId,
    );
  }
}
