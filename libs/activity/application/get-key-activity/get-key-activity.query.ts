import { Query } from '@nestjs/cqrs';
import { type UserCaller } from '#user-auth';
import { type KeyActivity } from '../../domain/activity.js';

export class GetKeyActivityQuery extends Query<KeyActivity> {
  constructor(
    readonly caller: UserCaller,
    readonly keyId: string,
  ) {
    super();
  }
}
