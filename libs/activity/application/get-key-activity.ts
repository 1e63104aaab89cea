import { Inject } from '@nestjs/common';
import { type IQueryHandler, Query, QueryHandler } from '@nestjs/cqrs';
import { type Clock } from '#contracts';
import { CLOCK } from '#process';
import { type UserCaller } from '#user-auth';
import { credentialActivity, type KeyActivity, keyFigures } from '../domain/activity.js';
import { ActivityReader } from './activity-reader.js';

export class GetKeyActivityQuery extends Query<KeyActivity> {
  constructor(
    readonly caller: UserCaller,
    readonly keyId: string,
  ) {
    super();
  }
}

@QueryHandler(GetKeyActivityQuery)
export class GetKeyActivityHandler implements IQueryHandler<GetKeyActivityQuery> {
  constructor(
    private readonly reader: ActivityReader,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /** Another owner's key is not found: it is not among the caller's. @throws Problem owner-inactive, key-not-found */
  async execute({ caller, keyId }: GetKeyActivityQuery): Promise<KeyActivity> {
    const key = await this.reader.ownKey(caller, keyId);
    const now = this.clock.now();
    const credentialIds = key.credentials.map(({ credentialId }) => credentialId);
    const [records, hourly] = await Promise.all([
      this.reader.statistics([{ keyId, credentialIds }], now),
      this.reader.hourly(keyId, now),
    ]);
    const record = records.of(keyId);
    return { ...keyFigures(record), ...credentialActivity(key, record, now), hourly };
  }
}
