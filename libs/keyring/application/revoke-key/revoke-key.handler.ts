import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { CommandLoop } from '../command-loop.js';
import { changedKey, type ChangedKey } from '../key-answer.js';
import { selfOf } from '../requester.js';
import { RevokeKeyCommand } from './revoke-key.command.js';

@CommandHandler(RevokeKeyCommand)
export class RevokeKeyHandler implements ICommandHandler<RevokeKeyCommand> {
  constructor(private readonly loop: CommandLoop) {}

  async execute({ caller, keyId, reason, idempotency }: RevokeKeyCommand): Promise<ChangedKey> {
    const command = { type: 'RevokeKey', requester: selfOf(caller), keyId, reason } as const;
    return changedKey(await this.loop.run({ caller, ownerId: caller.ownerId, idempotency, command }), keyId);
  }
}
