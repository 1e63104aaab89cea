import { Query } from '@nestjs/cqrs';
import { type Page } from '#service-kit';
import { type UserCaller } from '#user-auth';
import { type HistoryPage } from '../history-page.js';

export class GetKeyHistoryQuery extends Query<HistoryPage> {
  constructor(readonly caller: UserCaller, readonly keyId: string, readonly page: Page) {
    super();
  }
}
