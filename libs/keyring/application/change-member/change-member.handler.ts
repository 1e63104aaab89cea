import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { type KeyringCommand, type Requester } from '../../domain/commands.js';
import { CommandLoop } from '../command-loop.js';
import { MemberAccess } from '../member-access.js';
import { ChangeMemberCommand, type ChangedMember, type MemberChange } from './change-member.command.js';

@CommandHandler(ChangeMemberCommand)
export class ChangeMemberHandler implements ICommandHandler<ChangeMemberCommand> {
  constructor(private readonly loop: CommandLoop, private readonly access: MemberAccess) {}

  async execute({ caller, member, change, idempotency }: ChangeMemberCommand): Promise<ChangedMember> {
    const { ownerId, requester } = await this.access.to(member, caller);
    const { keyring: { owner }, propagation } = await this.loop.run({ caller, ownerId, idempotency, command: commandFor(change, requester) });
    return { member: { userId: member.userId, role: owner.role?.role ?? null, active: owner.active }, propagation };
  }
}

function commandFor(change: MemberChange, requester: Requester): KeyringCommand {
  if ('role' in change) return { type: 'ChangeRole', requester, role: change.role };
  return { type: change.active ? 'ReactivateOwner' : 'DeactivateOwner', requester };
}
