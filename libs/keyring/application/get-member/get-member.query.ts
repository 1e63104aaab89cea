import { Query } from '@nestjs/cqrs';
import { type Caller } from '#user-auth';
import { type MemberName } from '../member-access.js';
import { type MemberView } from '../member-view.js';

export class GetMemberQuery extends Query<{ readonly member: MemberView }> {
  constructor(readonly caller: Caller, readonly member: MemberName) {
    super();
  }
}
