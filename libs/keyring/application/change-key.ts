import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { type UserCaller } from '#user-auth';
import { type Idempotency } from './command-identity.js';
import { CommandLoop } from './command-loop.js';
import { changedKey, type ChangedKey } from './key-answer.js';
import { selfOf } from './requester.js';

/** Undefined: it stays as it is. */
export interface KeyChanges {
  readonly name: string | undefined;
  /** null: the key does not expire any more. */
  readonly expiresAt: Date | null | undefined;
}

export class ChangeKeyCommand extends Command<ChangedKey> {
  constructor(readonly caller: UserCaller, readonly keyId: string, readonly changes: KeyChanges, readonly idempotency: Idempotency | null) {
    super();
  }
}

@CommandHandler(ChangeKeyCommand)
export class ChangeKeyHandler implements ICommandHandler<ChangeKeyCommand> {
  constructor(private readonly loop: CommandLoop) {}

  async execute({ caller, keyId, changes, idempotency }: ChangeKeyCommand): Promise<ChangedKey> {
    const outcome = await this.loop.run({
      caller, ownerId: caller.ownerId, idempotency,
      type: 'ChangeKey', command: () => ({ type: 'ChangeKey', requester: selfOf(caller), keyId, ...changes }),
    });
    return changedKey(outcome, keyId);
  }
}
