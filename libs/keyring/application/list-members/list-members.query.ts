import { Query } from '@nestjs/cqrs';
import { type Page } from '#service-kit';
import { type Caller } from '#user-auth';
import { type MemberView } from '../member-view.js';

export interface MemberList {
  /** `keys`: how many are in force. */
  readonly members: readonly Omit<MemberView, 'known'>[];
  readonly nextCursor: string | null;
}

/** The members of an organisation of whom anything is known. */
export class ListMembersQuery extends Query<MemberList> {
  /** `search`: a part of the user id, in upper or lower case; undefined: all. */
  constructor(readonly caller: Caller, readonly orgId: string | undefined, readonly search: string | undefined, readonly page: Page) {
    super();
  }
}
