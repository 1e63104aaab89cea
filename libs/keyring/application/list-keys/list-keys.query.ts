import { Query } from '@nestjs/cqrs';
import { type UserCaller } from '#user-auth';
import { type KeyView } from '../../domain/key-view.js';
import { type Page } from '../page.js';

export interface KeyList {
  readonly keys: readonly KeyView[];
  readonly nextCursor: string | null;
}

export class ListKeysQuery extends Query<KeyList> {
  constructor(readonly caller: UserCaller, readonly includeRevoked: boolean, readonly page: Page) {
    super();
  }
}
