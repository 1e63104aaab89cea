import { type IQueryHandler, QueryHandler } from '@nestjs/cqrs';
import { keyHistory } from '../../domain/key-history.js';
import { requireKey } from '../../domain/keyring.js';
import { historyPage, type HistoryPage } from '../history-page.js';
import { KeyringRepository } from '../keyring-repository.js';
import { GetKeyHistoryQuery } from './get-key-history.query.js';

@QueryHandler(GetKeyHistoryQuery)
export class GetKeyHistoryHandler implements IQueryHandler<GetKeyHistoryQuery> {
  constructor(private readonly keyrings: KeyringRepository) {}

  async execute({ caller, keyId, page }: GetKeyHistoryQuery): Promise<HistoryPage> {
    requireKey(await this.keyrings.ownKeyring(caller), keyId);
    return historyPage(keyHistory(keyId, await this.keyrings.events(caller.ownerId)), page);
  }
}
