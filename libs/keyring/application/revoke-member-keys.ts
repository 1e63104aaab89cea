import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { type Caller } from '#user-auth';
import { type Idempotency } from './command-identity.js';
import { CommandLoop } from './command-loop.js';
import { MemberAccess, type MemberName } from './member-access.js';
import { ownerLeft } from './member-view.js';
import { type RevokedKeys, revokedKeys } from './revoke-all-keys.js';

export interface RevokedMemberKeys extends RevokedKeys {
  /** Whether the member has ever called with a token of their own. */
  readonly known: boolean;
}

export class RevokeMemberKeysCommand extends Command<RevokedMemberKeys> {
  constructor(
    readonly caller: Caller,
    readonly member: MemberName,
    readonly reason: string | null,
    readonly idempotency: Idempotency | null,
  ) {
    super();
  }
}

@CommandHandler(RevokeMemberKeysCommand)
export class RevokeMemberKeysHandler implements ICommandHandler<RevokeMemberKeysCommand> {
  constructor(
    private readonly loop: CommandLoop,
    private readonly access: MemberAccess,
  ) {}

  async execute({ caller, member, reason, idempotency }: RevokeMemberKeysCommand): Promise<RevokedMemberKeys> {
    const { ownerId, requester } = await this.access.to(member, caller);
    const outcome = await this.loop.run({
      caller,
      ownerId,
      idempotency,
      type: 'RevokeMemberKeys',
      command: () => ({ type: 'RevokeMemberKeys', requester, reason }),
    });
    return { ...revokedKeys(outcome), known: ownerLeft(outcome).seen };
  }
}
