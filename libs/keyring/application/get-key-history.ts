import { type IQueryHandler, Query, QueryHandler } from '@nestjs/cqrs';
import { type Page } from '#http';
import { type UserCaller } from '#user-auth';
import { keyHistoryEntry } from '../domain/key-history.js';
import { requireKey } from '../domain/keyring.js';
import { type HistoryPage, historyPage } from './history-page.js';
import { KeyringRepository } from './keyring-repository.js';

export class GetKeyHistoryQuery extends Query<HistoryPage> {
  constructor(
    readonly caller: UserCaller,
    readonly keyId: string,
    readonly page: Page,
  ) {
    super();
  }
}

@QueryHandler(GetKeyHistoryQuery)
export class GetKeyHistoryHandler implements IQueryHandler<GetKeyHistoryQuery> {
  constructor(private readonly keyrings: KeyringRepository) {}

  async execute({ caller, keyId, page }: GetKeyHistoryQuery): Promise<HistoryPage> {
    const loaded = await this.keyrings.loadOwn(caller);
    requireKey(loaded.keyring, keyId);
    const eventsAt = (versions: readonly number[]) => this.keyrings.eventsAt(caller.ownerId, loaded, versions);
    return historyPage(loaded.places.ofKey(keyId), page, eventsAt, keyHistoryEntry);
  }
}
