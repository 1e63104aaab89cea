import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { type UserCaller } from '#user-auth';
import { type Idempotency } from './command-identity.js';
import { CommandLoop } from './command-loop.js';
import { changedKey, type ChangedKey } from './key-answer.js';
import { selfOf } from './requester.js';

export class EndGraceCommand extends Command<ChangedKey> {
  constructor(
    readonly caller: UserCaller,
    readonly keyId: string,
    readonly idempotency: Idempotency | null,
  ) {
    super();
  }
}

@CommandHandler(EndGraceCommand)
export class EndGraceHandler implements ICommandHandler<EndGraceCommand> {
  constructor(private readonly loop: CommandLoop) {}

  async execute({ caller, keyId, idempotency }: EndGraceCommand): Promise<ChangedKey> {
    return changedKey(
      await this.loop.run({
        caller,
        ownerId: caller.ownerId,
        idempotency,
        type: 'EndGrace',
        command: () => ({ type: 'EndGrace', requester: selfOf(caller), keyId }),
      }),
      keyId,
    );
  }
}
