import { Inject } from '@nestjs/common';
import { type IQueryHandler, QueryHandler } from '@nestjs/cqrs';
import { CLOCK, type Clock } from '#contracts';
import { inForce } from '../../domain/keyring.js';
import { MemberAccess } from '../member-access.js';
import { memberView, type MemberView } from '../member-view.js';
import { GetMemberQuery } from './get-member.query.js';

@QueryHandler(GetMemberQuery)
export class GetMemberHandler implements IQueryHandler<GetMemberQuery> {
  constructor(private readonly access: MemberAccess, @Inject(CLOCK) private readonly clock: Clock) {}

  /** `keys`: how many are in force. */
  async execute({ caller, member }: GetMemberQuery): Promise<{ readonly member: MemberView }> {
    const { keyring } = await this.access.toSee(member, caller);
    return { member: memberView(member.userId, keyring, inForce(keyring, this.clock.now()).length) };
  }
}
