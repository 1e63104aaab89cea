import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { type Propagation, type Role } from '#contracts';
import { type Caller } from '#user-auth';
import { type KeyringCommand, type Requester } from '../domain/commands.js';
import { working } from '../domain/keyring.js';
import { type Idempotency } from './command-identity.js';
import { CommandLoop, type CommandOutcome } from './command-loop.js';
import { MemberAccess, type MemberName } from './member-access.js';
import { type MemberView, memberView, ownerLeft } from './member-view.js';

export type MemberChange =
  { readonly role: Role } | { readonly active: false } | { readonly active: true; readonly keys: 'restore' | 'revoke' };

export interface ChangedMember {
  /** `keys`: how many keys this took out of force or put back. */
  readonly member: MemberView;
  readonly propagation: Propagation;
  readonly takesRightsAway: boolean;
}

export class ChangeMemberCommand extends Command<ChangedMember> {
  constructor(
    readonly caller: Caller,
    readonly member: MemberName,
    readonly change: MemberChange,
    readonly idempotency: Idempotency | null,
  ) {
    super();
  }
}

@CommandHandler(ChangeMemberCommand)
export class ChangeMemberHandler implements ICommandHandler<ChangeMemberCommand> {
  constructor(
    private readonly loop: CommandLoop,
    private readonly access: MemberAccess,
  ) {}

  async execute({ caller, member, change, idempotency }: ChangeMemberCommand): Promise<ChangedMember> {
    const { ownerId, requester } = await this.access.to(member, caller);
    const command = commandFor(change, requester);
    const outcome = await this.loop.run({ caller, ownerId, idempotency, type: command.type, command: () => command });
    const { propagation, takesRightsAway } = outcome;
    const left = { owner: ownerLeft(outcome) };
    return { member: memberView(member.userId, left, affectedKeys(outcome)), propagation, takesRightsAway };
  }
}

function commandFor(change: MemberChange, requester: Requester): KeyringCommand {
  if ('role' in change) return { type: 'ChangeRole', requester, role: change.role };
  return change.active
    ? { type: 'ReactivateOwner', requester, keys: change.keys }
    : { type: 'DeactivateOwner', requester };
}

/** What a deactivation stops, a reactivation restores, or one with `revoke` revokes. */
function affectedKeys({ events, keyring: { keys }, at }: CommandOutcome): number {
  const revoked = events.find((event) => event.type === 'AllKeysRevoked');
  if (revoked !== undefined) return revoked.count;
  const changesActivation = events.some(({ type }) => type === 'OwnerDeactivated' || type === 'OwnerReactivated');
  return changesActivation ? working(keys, at).length : 0;
}
