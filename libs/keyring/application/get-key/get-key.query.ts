import { Query } from '@nestjs/cqrs';
import { type UserCaller } from '#user-auth';
import { type KeyView } from '../../domain/key-view.js';

export class GetKeyQuery extends Query<{ readonly key: KeyView }> {
  constructor(readonly caller: UserCaller, readonly keyId: string) {
    super();
  }
}
