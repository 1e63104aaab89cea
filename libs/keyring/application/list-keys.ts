import { Inject } from '@nestjs/common';
import { type IQueryHandler, Query, QueryHandler } from '@nestjs/cqrs';
import { type Clock } from '#contracts';
import { CLOCK } from '#process';
import { afterCursor, type Page, pageOf } from '#http';
import { type UserCaller } from '#user-auth';
import { keyView, type KeyView } from '../domain/key-view.js';
import { type Key } from '../domain/keyring.js';
import { KeyringRepository } from './keyring-repository.js';

export interface KeyList {
  readonly keys: readonly KeyView[];
  readonly nextCursor: string | null;
}

export class ListKeysQuery extends Query<KeyList> {
  constructor(
    readonly caller: UserCaller,
    readonly includeRevoked: boolean,
    readonly page: Page,
  ) {
    super();
  }
}

@QueryHandler(ListKeysQuery)
export class ListKeysHandler implements IQueryHandler<ListKeysQuery> {
  constructor(
    private readonly keyrings: KeyringRepository,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /** Newest first. The cursor is looked up among all keys, so a key that is revoked meanwhile does not break it. */
  async execute({ caller, includeRevoked, page: { limit, cursor } }: ListKeysQuery): Promise<KeyList> {
    const {
      keyring: { keys },
    } = await this.keyrings.loadOwn(caller);
    const now = this.clock.now();
    const wanted = afterCursor(keys.toReversed(), cursor, keyIdOf).filter(
      (key) => includeRevoked || key.state !== 'revoked',
    );
    const { items, nextCursor } = pageOf(wanted, limit, keyIdOf);
    return { keys: items.map((key) => keyView(key, now)), nextCursor };
  }
}

function keyIdOf({ keyId }: Key): string {
  return keyId;
}
