import { Query } from '@nestjs/cqrs';
import { type Page } from '#service-kit';
import { type UserCaller } from '#user-auth';
import { type KeyView } from '../../domain/key-view.js';

export interface KeyList {
  readonly keys: readonly KeyView[];
  readonly nextCursor: string | null;
}

export class ListKeysQuery extends Query<KeyList> {
  constructor(readonly caller: UserCaller, readonly includeRevoked: boolean, readonly page: Page) {
    super();
  }
}
