import { type IQueryHandler, QueryHandler } from '@nestjs/cqrs';
import { memberHistory } from '../../domain/key-history.js';
import { historyPage, type HistoryPage } from '../history-page.js';
import { KeyringRepository } from '../keyring-repository.js';
import { MemberAccess } from '../member-access.js';
import { GetMemberHistoryQuery } from './get-member-history.query.js';

@QueryHandler(GetMemberHistoryQuery)
export class GetMemberHistoryHandler implements IQueryHandler<GetMemberHistoryQuery> {
  constructor(private readonly access: MemberAccess, private readonly keyrings: KeyringRepository) {}

  async execute({ caller, member, page }: GetMemberHistoryQuery): Promise<HistoryPage> {
    const { ownerId } = await this.access.toSee(member, caller);
    return historyPage(memberHistory(await this.keyrings.events(ownerId)), page);
  }
}
