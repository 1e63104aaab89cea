import { Query } from '@nestjs/cqrs';
import { type Page } from '#service-kit';
import { type UserCaller } from '#user-auth';
import { type HistoryEntry } from '../../domain/key-history.js';

export interface KeyHistory {
  readonly events: readonly HistoryEntry[];
  readonly nextCursor: string | null;
}

export class GetKeyHistoryQuery extends Query<KeyHistory> {
  constructor(readonly caller: UserCaller, readonly keyId: string, readonly page: Page) {
    super();
  }
}
