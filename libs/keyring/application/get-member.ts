import { Inject } from '@nestjs/common';
import { type IQueryHandler, Query, QueryHandler } from '@nestjs/cqrs';
import { type Clock } from '#contracts';
import { CLOCK } from '#process';
import { type Caller } from '#user-auth';
import { inForce } from '../domain/keyring.js';
import { MemberAccess, type MemberName } from './member-access.js';
import { type MemberView, memberView } from './member-view.js';

export class GetMemberQuery extends Query<{ readonly member: MemberView }> {
  constructor(
    readonly caller: Caller,
    readonly member: MemberName,
  ) {
    super();
  }
}

@QueryHandler(GetMemberQuery)
export class GetMemberHandler implements IQueryHandler<GetMemberQuery> {
  constructor(
    private readonly access: MemberAccess,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /** `keys`: how many are in force. */
  async execute({ caller, member }: GetMemberQuery): Promise<{ readonly member: MemberView }> {
    const {
      loaded: { keyring },
    } = await this.access.toSee(member, caller);
    return { member: memberView(member.userId, keyring, inForce(keyring, this.clock.now()).length) };
  }
}
