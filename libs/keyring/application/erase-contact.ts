import { Inject } from '@nestjs/common';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { type OwnerId, type ContactDirectory } from '#contracts';
import { type Caller, type UserCaller } from '#user-auth';
import { requireActiveOwner } from '../domain/keyring.js';
import { requireMayTouch } from '../domain/may-touch.js';
import { CONTACTS } from './mail-contact.js';
import { KeyringRepository } from './keyring-repository.js';
import { MemberAccess, type MemberName } from './member-access.js';

export class EraseContactCommand extends Command<void> {
  constructor(
    readonly caller: Caller,
    readonly member: MemberName,
  ) {
    super();
  }
}

/** Nothing is written to a stream: where mail goes was never part of one. */
@CommandHandler(EraseContactCommand)
export class EraseContactHandler implements ICommandHandler<EraseContactCommand> {
  constructor(
    private readonly keyrings: KeyringRepository,
    private readonly access: MemberAccess,
    @Inject(CONTACTS) private readonly contacts: ContactDirectory,
  ) {}

  async execute({ caller, member }: EraseContactCommand): Promise<void> {
    await this.contacts.erase(await this.ownerFor(caller, member));
  }

  /** Everybody may erase their own address; otherwise the rules for acting on members apply. */
  private async ownerFor(caller: Caller, member: MemberName): Promise<OwnerId> {
    if (caller.kind === 'user' && isThemself(caller, member)) {
      requireActiveOwner((await this.keyrings.load(caller.ownerId)).keyring);
      return caller.ownerId;
    }
    const { ownerId, requester } = await this.access.to(member, caller);
    requireMayTouch(requester, (await this.keyrings.load(ownerId)).keyring);
    return ownerId;
  }
}

function isThemself(caller: UserCaller, { userId, orgId = caller.orgId }: MemberName): boolean {
  return userId === caller.userId && orgId === caller.orgId;
}
