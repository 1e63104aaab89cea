import { type Model, type PipelineStage } from 'mongoose';
import { type KeyUsage, type OwnerId } from '#contracts';
import { insertAbsent, type MongoConnection, MongoStore } from '#mongo';
import { z } from 'zod';
import { hourOf } from '../../domain/hour-document.js';
import { type OwnerKeys } from '../../domain/owner-keys.js';
import { type CredentialUseCounts, type LastUse, type UseCountsAt } from '../../domain/uses.js';
import { type HourRange } from '../../domain/window.js';
import { type ActivityStore } from '../../ports/activity-store.js';
import { addition, laterEndpoint, laterUse, newHours, newLastUses, newOwner, ownerUpdate } from './guarded-updates.js';
import {
  hourId,
  hourSchema,
  hourSumsFrom,
  KEY_INDEX,
  lastUseFrom,
  lastUseSchema,
  minutesFrom,
  ownerFrom,
  ownerSchema,
  type StoredHour,
  type StoredLastUse,
  type StoredOwner,
  stepFrom,
  sumFrom,
} from './stored-documents.js';

const SUMS_BY_CREDENTIAL = [
  { $project: { keyId: 1, sums: { $objectToArray: '$sums' } } },
  { $unwind: '$sums' },
  {
    $group: {
      _id: { keyId: '$keyId', credential: '$sums.k' },
      accepted: { $sum: '$sums.v.accepted' },
      denied: { $sum: '$sums.v.denied' },
    },
  },
];
/** `hour` becomes the start of its step. */
function stepsByCredential(from: number, stepMs: number): PipelineStage.FacetPipelineStage[] {
  const step = { $subtract: ['$hour', { $mod: [{ $subtract: ['$hour', from] }, stepMs] }] };
  return [
    { $project: { keyId: 1, at: step, sums: { $objectToArray: '$sums' } } },
    { $unwind: '$sums' },
    {
      $group: {
        _id: { keyId: '$keyId', credential: '$sums.k', at: '$at' },
        accepted: { $sum: '$sums.v.accepted' },
        denied: { $sum: '$sums.v.denied' },
      },
    },
  ];
}
const expiredDocuments = z.array(z.object({ _id: z.string() }));

interface Models {
  readonly hours: Model<StoredHour>;
  readonly lastUses: Model<StoredLastUse>;
  readonly owners: Model<StoredOwner>;
}

/** Single-document writes only. One round trip per collection and call. */
export class MongoActivityStore extends MongoStore<Models> implements ActivityStore {
  /** On `connection`, which stays the caller's; creates the indexes. */
  static async open(connection: MongoConnection): Promise<MongoActivityStore> {
    const models = {
      hours: connection.model<StoredHour>('ActivityHour', hourSchema, 'hours'),
      lastUses: connection.model<StoredLastUse>('LastUse', lastUseSchema, 'last_uses'),
      owners: connection.model<StoredOwner>('ActivityOwner', ownerSchema, 'owners'),
    };
    await Promise.all([models.hours.createIndexes(), models.lastUses.createIndexes()]);
    return new MongoActivityStore('activity store', models);
  }

  async addUsage(usages: readonly KeyUsage[]): Promise<void> {
    const { hours } = this.models;
    const knownHours = await insertAbsent(hours, newHours(usages));
    const additions = usages.filter((usage) => knownHours.has(hourId(usage.keyId, hourOf(usage)))).map(addition);
    if (additions.length > 0) await hours.bulkWrite(additions, { ordered: true });
    await this.addLastUses(newLastUses(usages));
  }

  async sums(keyIds: readonly string[], { from, to }: HourRange): Promise<readonly CredentialUseCounts[]> {
    if (keyIds.length === 0) return [];
    const found: readonly unknown[] = await this.models.hours
      .aggregate([{ $match: { keyId: { $in: keyIds }, hour: { $gte: from, $lt: to } } }, ...SUMS_BY_CREDENTIAL])
      .hint(KEY_INDEX);
    return found.map((sum) => sumFrom.parse(sum));
  }

  async steps(keyIds: readonly string[], { from, to }: HourRange, stepMs: number): Promise<readonly UseCountsAt[]> {
    if (keyIds.length === 0) return [];
    const found: readonly unknown[] = await this.models.hours
      .aggregate([
        { $match: { keyId: { $in: keyIds }, hour: { $gte: from, $lt: to } } },
        ...stepsByCredential(from, stepMs),
      ])
      .hint(KEY_INDEX);
    return found.map((step) => stepFrom.parse(step));
  }

  async minutes(keyIds: readonly string[], hours: readonly number[]): Promise<readonly UseCountsAt[]> {
    if (keyIds.length === 0 || hours.length === 0) return [];
    const found: readonly unknown[] = await this.models.hours
      .find({ keyId: { $in: [...keyIds] }, hour: { $in: [...hours] } }, { keyId: 1, hour: 1, minutes: 1 })
      .lean();
    return found.flatMap((document) => minutesFrom.parse(document));
  }

  async hours(keyId: string, { from, to }: HourRange): Promise<readonly UseCountsAt[]> {
    const found: readonly unknown[] = await this.models.hours
      .find({ keyId, hour: { $gte: from, $lt: to } }, { keyId: 1, hour: 1, sums: 1 })
      .sort({ hour: 1 })
      .lean();
    return found.flatMap((document) => hourSumsFrom.parse(document));
  }

  async lastUses(keyIds: readonly string[]): Promise<readonly LastUse[]> {
    if (keyIds.length === 0) return [];
    const found: readonly unknown[] = await this.models.lastUses
      .find({ keyId: { $in: [...keyIds] } }, { _id: 0 })
      .lean();
    return found.map((document) => lastUseFrom.parse(document));
  }

  async owners(ownerIds: readonly OwnerId[]): Promise<readonly OwnerKeys[]> {
    if (ownerIds.length === 0) return [];
    const found: readonly unknown[] = await this.models.owners.find({ _id: { $in: [...ownerIds] } }).lean();
    return found.map((document) => ownerFrom.parse(document));
  }

  async saveOwners(owners: readonly OwnerKeys[]): Promise<void> {
    if (owners.length === 0) return;
    const known = await insertAbsent(this.models.owners, owners.map(newOwner));
    const updates = owners.filter(({ ownerId }) => known.has(ownerId)).map(ownerUpdate);
    if (updates.length > 0) await this.models.owners.bulkWrite(updates, { ordered: true });
  }

  async expireBefore(before: number, limit: number): Promise<number> {
    const { hours } = this.models;
    const expired = expiredDocuments.parse(
      await hours
        .find({ hour: { $lt: before } }, { _id: 1 })
        .sort({ hour: 1 })
        .limit(limit)
        .lean(),
    );
    if (expired.length === 0) return 0;
    const { deletedCount } = await hours.deleteMany({ _id: { $in: expired.map(({ _id }) => _id) } });
    return deletedCount;
  }

  private async addLastUses(latest: readonly StoredLastUse[]): Promise<void> {
    const { lastUses } = this.models;
    const known = await insertAbsent(lastUses, latest);
    const uses = latest.filter(({ _id }) => known.has(_id));
    if (uses.length === 0) return;
    const { matchedCount } = await lastUses.bulkWrite(uses.map(laterUse), { ordered: false });
    // MongoDB does not say which of them did not match
    const open = matchedCount === uses.length ? uses.filter(({ at, endpoint }) => endpoint?.at !== at) : uses;
    const endpoints = open.flatMap(laterEndpoint);
    if (endpoints.length > 0) await lastUses.bulkWrite(endpoints, { ordered: false });
  }
}
