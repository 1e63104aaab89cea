import { type IQueryHandler, Query, QueryHandler } from '@nestjs/cqrs';
import { type Page } from '#http';
import { type Caller } from '#user-auth';
import { memberHistory } from '../domain/key-history.js';
import { type HistoryPage, historyPage } from './history-page.js';
import { KeyringRepository } from './keyring-repository.js';
import { MemberAccess, type MemberName } from './member-access.js';

export class GetMemberHistoryQuery extends Query<HistoryPage> {
  constructor(
    readonly caller: Caller,
    readonly member: MemberName,
    readonly page: Page,
  ) {
    super();
  }
}

@QueryHandler(GetMemberHistoryQuery)
export class GetMemberHistoryHandler implements IQueryHandler<GetMemberHistoryQuery> {
  constructor(
    private readonly access: MemberAccess,
    private readonly keyrings: KeyringRepository,
  ) {}

  async execute({ caller, member, page }: GetMemberHistoryQuery): Promise<HistoryPage> {
    const { ownerId } = await this.access.toSee(member, caller);
    return historyPage(memberHistory(await this.keyrings.events(ownerId)), page);
  }
}
