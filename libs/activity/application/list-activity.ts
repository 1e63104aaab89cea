import { Inject } from '@nestjs/common';
import { type IQueryHandler, Query, QueryHandler } from '@nestjs/cqrs';
import { type Clock } from '#contracts';
import { CLOCK } from '#process';
import { type Page, pageOf } from '#http';
import { type UserCaller } from '#user-auth';
import { keyFigures, type KeySummary } from '../domain/activity.js';
import { flagsOf, mayBeBusy, type Ranking } from '../domain/flags.js';
import { ActivityReader } from './activity-reader.js';

const NOBODY_BUSY: Ranking = { standing: 0, last24h: [] };

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
   * Newest first, revoked keys too. Reads the keys of the page; the others only for a flag that ranks a key among all of
   * the caller's. @throws Problem owner-inactive, invalid-request
   */
  async execute({ caller, page }: ListActivityQuery): Promise<ActivityList> {
    const found = await this.reader.ownKeys(caller, page);
    const { items, nextCursor } = pageOf(found, page.limit, keyIdOf);
    const now = this.clock.now();
    const records = await this.reader.statistics(
      items.map(({ keyId }) => ({ keyId, credentialIds: [] })),
      now,
    );
    const keys = items.map((key) => ({ ...key, ...keyFigures(records.of(key.keyId)) }));
    const ranking = keys.some(mayBeBusy) ? await this.reader.ranking(caller.ownerId, now) : NOBODY_BUSY;
    const flags = flagsOf(keys, ranking, now);
    return {
      keys: keys.map(({ keyId, lastUsedAt, last24h, last7d, last30d, lastEndpoint }) => ({
        keyId,
        lastUsedAt,
        last24h,
        last7d,
        last30d,
        lastEndpoint,
        flag: flags.get(keyId) ?? null,
        series: records.seriesOf(keyId),
      })),
      nextCursor,
    };
  }
}

function keyIdOf({ keyId }: { readonly keyId: string }): string {
  return keyId;
}
