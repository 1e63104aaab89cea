import { type IQueryHandler, Query, QueryHandler } from '@nestjs/cqrs';
import { type Page } from '#http';
import { type Caller } from '#user-auth';
import { memberHistoryEntry } from '../domain/key-history.js';
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
    const { ownerId, loaded } = await this.access.toSee(member, caller);
    const eventsAt = (versions: readonly number[]) => this.keyrings.eventsAt(ownerId, loaded, versions);
    return historyPage(loaded.places.ofMember, page, eventsAt, memberHistoryEntry);
  }
}
