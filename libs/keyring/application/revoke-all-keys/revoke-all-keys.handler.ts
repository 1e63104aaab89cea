import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { CommandLoop } from '../command-loop.js';
import { selfOf } from '../requester.js';
import { RevokeAllKeysCommand, revokedKeys, type RevokedKeys } from './revoke-all-keys.command.js';

@CommandHandler(RevokeAllKeysCommand)
export class RevokeAllKeysHandler implements ICommandHandler<RevokeAllKeysCommand> {
  constructor(private readonly loop: CommandLoop) {}

  async execute({ caller, reason, idempotency }: RevokeAllKeysCommand): Promise<RevokedKeys> {
    const command = { type: 'RevokeAllKeys', requester: selfOf(caller), reason } as const;
    return revokedKeys(await this.loop.run({ caller, ownerId: caller.ownerId, idempotency, command }));
  }
}
