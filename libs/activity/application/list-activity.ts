import { Inject } from '@nestjs/common';
import { type IQueryHandler, Query, QueryHandler } from '@nestjs/cqrs';
import { type Clock } from '#contracts';
import { CLOCK } from '#process';
import { afterCursor, type Page, pageOf } from '#http';
import { type UserCaller } from '#user-auth';
import { keyFigures, type KeySummary } from '../domain/activity.js';
import { flagsOf } from '../domain/flags.js';
import { ActivityReader } from './activity-reader.js';

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

@QueryHandler(ListActivityQuery)
export class ListActivityHandler implements IQueryHandler<ListActivityQuery> {
  constructor(
    private readonly reader: ActivityReader,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /**
   * Newest first, revoked keys too. Flags rank all of the caller's keys, not the page alone. @throws Problem
   * owner-inactive, invalid-request
   */
  async execute({ caller, page: { limit, cursor } }: ListActivityQuery): Promise<ActivityList> {
    const keys = await this.reader.ownKeys(caller);
    const { items, nextCursor } = pageOf(afterCursor(keys.toReversed(), cursor, keyIdOf), limit, keyIdOf);
    const now = this.clock.now();
    const needed = new Set([...items, ...keys.filter(({ revokedAt }) => revokedAt === null)]);
    const records = await this.reader.statistics(
      [...needed].map(({ keyId }) => keyId),
      now,
    );
    const figures = new Map([...needed].map((key) => [key, keyFigures(records.of(key.keyId))]));
    const flags = flagsOf(
      [...figures].map(([key, { lastUsedAt, last24h }]) => ({ ...key, lastUsedAt, last24h })),
      now,
    );
    return {
      keys: items.map((key) => ({
        keyId: key.keyId,
        ...(figures.get(key) ?? keyFigures(records.of(key.keyId))),
        flag: flags.get(key.keyId) ?? null,
        series: records.seriesOf(key.keyId),
      })),
      nextCursor,
    };
  }
}

function keyIdOf({ keyId }: { readonly keyId: string }): string {
  return keyId;
}
