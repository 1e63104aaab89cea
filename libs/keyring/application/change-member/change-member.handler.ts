import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { type KeyringCommand, type Requester } from '../../domain/commands.js';
import { working } from '../../domain/keyring.js';
import { CommandLoop, type Outcome } from '../command-loop.js';
import { MemberAccess } from '../member-access.js';
import { memberView } from '../member-view.js';
import { ChangeMemberCommand, type ChangedMember, type MemberChange } from './change-member.command.js';

@CommandHandler(ChangeMemberCommand)
export class ChangeMemberHandler implements ICommandHandler<ChangeMemberCommand> {
  constructor(private readonly loop: CommandLoop, private readonly access: MemberAccess) {}

  async execute({ caller, member, change, idempotency }: ChangeMemberCommand): Promise<ChangedMember> {
    const { ownerId, requester } = await this.access.to(member, caller);
    const outcome = await this.loop.run({ caller, ownerId, idempotency, command: commandFor(change, requester) });
    return { member: memberView(member.userId, outcome.keyring, affectedKeys(outcome)), propagation: outcome.propagation };
  }
}

function commandFor(change: MemberChange, requester: Requester): KeyringCommand {
  if ('role' in change) return { type: 'ChangeRole', requester, role: change.role };
  return change.active ? { type: 'ReactivateOwner', requester, keys: change.keys } : { type: 'DeactivateOwner', requester };
}

/** What a deactivation stops, a reactivation restores, or one with `revoke` revokes. */
function affectedKeys({ events, keyring: { keys }, at }: Outcome): number {
  const revoked = events.find((event) => event.type === 'AllKeysRevoked');
  if (revoked !== undefined) return revoked.count;
  const changesActivation = events.some(({ type }) => type === 'OwnerDeactivated' || type === 'OwnerReactivated');
  return changesActivation ? working(keys, at).length : 0;
}
