import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { CommandLoop } from '../command-loop.js';
import { MemberAccess } from '../member-access.js';
import { revokedKeys, type RevokedKeys } from '../revoke-all-keys/revoke-all-keys.command.js';
import { RevokeMemberKeysCommand } from './revoke-member-keys.command.js';

@CommandHandler(RevokeMemberKeysCommand)
export class RevokeMemberKeysHandler implements ICommandHandler<RevokeMemberKeysCommand> {
  constructor(private readonly loop: CommandLoop, private readonly access: MemberAccess) {}

  async execute({ caller, member, reason, idempotency }: RevokeMemberKeysCommand): Promise<RevokedKeys> {
    const { ownerId, requester } = await this.access.to(member, caller);
    return revokedKeys(await this.loop.run({ caller, ownerId, idempotency, command: { type: 'RevokeMemberKeys', requester, reason } }));
  }
}
