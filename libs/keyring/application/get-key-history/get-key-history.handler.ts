import { type IQueryHandler, QueryHandler } from '@nestjs/cqrs';
import { afterCursor, pageOf } from '#service-kit';
import { keyHistory } from '../../domain/key-history.js';
import { requireKey } from '../../domain/keyring.js';
import { KeyringRepository } from '../keyring-repository.js';
import { GetKeyHistoryQuery, type KeyHistory } from './get-key-history.query.js';

@QueryHandler(GetKeyHistoryQuery)
export class GetKeyHistoryHandler implements IQueryHandler<GetKeyHistoryQuery> {
  constructor(private readonly keyrings: KeyringRepository) {}

  /** Oldest first. */
  async execute({ caller, keyId, page: { limit, cursor } }: GetKeyHistoryQuery): Promise<KeyHistory> {
    requireKey(await this.keyrings.ownKeyring(caller), keyId);
    const history = keyHistory(keyId, await this.keyrings.events(caller.ownerId));
    const { items, nextCursor } = pageOf(afterCursor(history, cursor, versionOf), limit, versionOf);
    return { events: items.map(({ at, type, by, details }) => ({ at, type, by, details })), nextCursor };
  }
}

function versionOf({ version }: { readonly version: number }): string {
  return String(version);
}
