import { Query } from '@nestjs/cqrs';
import { type Page } from '#service-kit';
import { type Caller } from '#user-auth';
import { type HistoryPage } from '../history-page.js';
import { type MemberName } from '../member-access.js';

export class GetMemberHistoryQuery extends Query<HistoryPage> {
  constructor(readonly caller: Caller, readonly member: MemberName, readonly page: Page) {
    super();
  }
}
