import { Inject } from '@nestjs/common';
import { type IQueryHandler, Query, QueryHandler } from '@nestjs/cqrs';
import { type Clock } from '#contracts';
import { CLOCK } from '#process';
import { type UserCaller } from '#user-auth';
import { keyView, type KeyView } from '../domain/key-view.js';
import { requireKey } from '../domain/keyring.js';
import { KeyringRepository } from './keyring-repository.js';

export class GetKeyQuery extends Query<{ readonly key: KeyView }> {
  constructor(
    readonly caller: UserCaller,
    readonly keyId: string,
  ) {
    super();
  }
}

@QueryHandler(GetKeyQuery)
export class GetKeyHandler implements IQueryHandler<GetKeyQuery> {
  constructor(
    private readonly keyrings: KeyringRepository,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /** Another owner's key is not found: it is not in the caller's stream. */
  async execute({ caller, keyId }: GetKeyQuery): Promise<{ readonly key: KeyView }> {
    const key = requireKey((await this.keyrings.loadOwn(caller)).keyring, keyId);
    return { key: keyView(key, this.clock.now()) };
  }
}
