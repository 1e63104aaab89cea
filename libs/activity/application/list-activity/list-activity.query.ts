import { Query } from '@nestjs/cqrs';
import { type Page } from '#http';
import { type UserCaller } from '#user-auth';
import { type KeySummary } from '../../domain/activity.js';

export interface ActivityList {
  readonly keys: readonly KeySummary[];
  readonly nextCursor: string | null;
}

export class ListActivityQuery extends Query<ActivityList> {
  constructor(
    readonly caller: UserCaller,
    readonly page: Page,
  ) {
    super();
  }
}
