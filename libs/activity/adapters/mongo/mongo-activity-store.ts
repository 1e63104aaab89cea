import { type Model, type PipelineStage } from 'mongoose';
import { type OwnerId, type UsageRecord } from '#contracts';
import { insertAbsent, type MongoConnection, MongoStore } from '#mongo';
import { z } from 'zod';
import { type KeyFacts, type OwnerKeys, type OwnerState } from '../../domain/owner-keys.js';
import { type CredentialUseCounts, type LastUse, type UseCountsAt } from '../../domain/uses.js';
import { type HourRange } from '../../domain/window.js';
import { type ActivityStore, type UsedMore, type WantedLastUses } from '../../ports/activity-store.js';
import { keysAsOnceStored } from '../stored-keys.js';
import {
  additionsOf,
  addTogether,
  byCounterAndHour,
  laterEndpoint,
  laterUse,
  newHours,
  newKey,
  newLastUses,
  newOwner,
} from './guarded-updates.js';
import {
  ENDPOINT_INDEX,
  hourSchema,
  hourSumsFrom,
  hourToPack,
  KEY_INDEX,
  keyFrom,
  keySchema,
  lastUseFrom,
  lastUseId,
  lastUseSchema,
  minutesFrom,
  ownerFrom,
  ownerOnceStored,
  ownerSchema,
  type StoredHour,
  type StoredKey,
  type StoredLastUse,
  type StoredOwner,
  stepFrom,
  sumFrom,
  USE_INDEX,
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
const OWNERS_TAKEN_OVER_AT_ONCE = 100;
const idsFrom = z.array(z.object({ _id: z.string() }));

interface Models {
  readonly hours: Model<StoredHour>;
  readonly lastUses: Model<StoredLastUse>;
  readonly owners: Model<StoredOwner>;
  readonly keys: Model<StoredKey>;
}

/** Single-document writes only. One round trip per collection and call; last uses are found key by key, at the same time. */
export class MongoActivityStore extends MongoStore<Models> implements ActivityStore {
  /** On `connection`, which stays the caller's; creates the indexes. */
  static async open(connection: MongoConnection): Promise<MongoActivityStore> {
    const models = {
      hours: connection.model<StoredHour>('ActivityHour', hourSchema, 'hours'),
      lastUses: connection.model<StoredLastUse>('LastUse', lastUseSchema, 'last_uses'),
      owners: connection.model<StoredOwner>('ActivityOwner', ownerSchema, 'owners'),
      keys: connection.model<StoredKey>('ActivityKey', keySchema, 'owner_keys'),
    };
    await Promise.all([models.hours, models.lastUses, models.keys].map((model) => model.createIndexes()));
    const store = new MongoActivityStore('activity store', models);
    await store.takeOver();
    return store;
  }

  async addUsage(records: readonly UsageRecord[]): Promise<void> {
    const { hours } = this.models;
    const additions = additionsOf(records);
    const knownHours = await insertAbsent(hours, newHours(additions));
    const groups = byCounterAndHour(additions.filter(({ _id }) => knownHours.has(_id)));
    if (groups.length > 0) {
      const { matchedCount } = await hours.bulkWrite(groups.flatMap(addTogether), { ordered: false });
      // which of them did not match is not known: what such a group has that its hour lacks is added one by one
      const single = matchedCount === groups.length ? [] : groups.filter(({ length }) => length > 1).flat();
      const updates = single.flatMap((addition) => addTogether([addition]));
      if (updates.length > 0) await hours.bulkWrite(updates, { ordered: true });
    }
    await this.addLastUses(newLastUses(records));
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
      .find({ keyId: { $in: [...keyIds] }, hour: { $in: [...hours] } }, { keyId: 1, hour: 1, minutes: 1, packed: 1 })
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

  async lastUses(wanted: readonly WantedLastUses[]): Promise<readonly LastUse[]> {
    const found = await Promise.all(wanted.map((each) => this.lastUsesOf(each)));
    return found.flat();
  }

  async owners(ownerIds: readonly OwnerId[]): Promise<readonly OwnerState[]> {
    if (ownerIds.length === 0) return [];
    const found: readonly unknown[] = await this.models.owners
      .find({ _id: { $in: [...ownerIds] } }, { keys: 0 })
      .lean();
    return found.map((document) => ownerFrom.parse(document));
  }

  async keysOf(ownerId: OwnerId): Promise<readonly KeyFacts[]> {
    const found: readonly unknown[] = await this.models.keys.find({ ownerId }).sort({ createdIn: 1 }).lean();
    return found.map((document) => keyFrom.parse(document));
  }

  async newestKeys(ownerId: OwnerId, limit: number, before = Infinity): Promise<readonly KeyFacts[]> {
    const found: readonly unknown[] = await this.models.keys
      .find({ ownerId, createdIn: { $lt: before } })
      .sort({ createdIn: -1 })
      .limit(limit)
      .lean();
    return found.map((document) => keyFrom.parse(document));
  }

  async usedMore(ownerId: OwnerId, { from, to }: HourRange, uses: number): Promise<UsedMore> {
    const { hours, keys } = this.models;
    const standing = idsFrom.parse(await keys.find({ ownerId, revokedAt: null }, { _id: 1 }).lean());
    if (standing.length === 0) return { standing: 0, keyIds: [] };
    const used: readonly unknown[] = await hours
      .aggregate([
        { $match: { keyId: { $in: standing.map(({ _id }) => _id) }, hour: { $gte: from, $lt: to } } },
        ...SUMS_BY_CREDENTIAL,
        { $group: { _id: '$_id.keyId', uses: { $sum: { $add: ['$accepted', '$denied'] } } } },
        { $match: { uses: { $gt: uses } } },
      ])
      .hint(KEY_INDEX);
    return { standing: standing.length, keyIds: idsFrom.parse(used).map(({ _id }) => _id) };
  }

  async keys(keyIds: readonly string[]): Promise<readonly KeyFacts[]> {
    if (keyIds.length === 0) return [];
    const found: readonly unknown[] = await this.models.keys.find({ _id: { $in: [...keyIds] } }).lean();
    return found.map((document) => keyFrom.parse(document));
  }

  async saveOwners(owners: readonly OwnerKeys[]): Promise<void> {
    await saveLater(
      this.models.keys,
      owners.flatMap(({ keys }) => keys.map(newKey)),
    );
    await saveLater(this.models.owners, owners.map(newOwner));
  }

  async packBefore(before: number, limit: number): Promise<number> {
    const { hours } = this.models;
    const found: readonly unknown[] = await hours
      .find({ unpacked: { $lt: before } }, { counters: 1, minutes: 1, packed: 1 })
      .sort({ unpacked: 1 })
      .limit(limit)
      .lean();
    if (found.length === 0) return 0;
    const packings = found.map((document) => {
      const { _id, counters, packed } = hourToPack.parse(document);
      return {
        updateOne: { filter: { _id, counters }, update: { $set: { packed, minutes: {} }, $unset: { unpacked: 1 } } },
      } as const;
    });
    const { matchedCount } = await hours.bulkWrite(packings, { ordered: false });
    return matchedCount;
  }

  async expireBefore(before: number, limit: number): Promise<number> {
    const { hours } = this.models;
    const expired = idsFrom.parse(
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

  private async lastUsesOf({ keyId, credentialIds }: WantedLastUses): Promise<readonly LastUse[]> {
    const { lastUses } = this.models;
    const others = credentialIds.length === 0 ? { keyId } : { keyId, credentialId: { $nin: [...credentialIds] } };
    const named = { _id: { $in: credentialIds.map((credentialId) => lastUseId(keyId, credentialId)) } };
    const found = await Promise.all([
      credentialIds.length === 0 ? [] : lastUses.find(named).lean(),
      lastUses.find(others).sort({ at: -1 }).hint(USE_INDEX).limit(1).lean(),
      lastUses
        .find({ ...others, 'endpoint.at': { $gt: 0 } })
        .sort({ 'endpoint.at': -1 })
        .hint(ENDPOINT_INDEX)
        .limit(1)
        .lean(),
    ]);
    const documents = new Map(found.flat().map((document) => [document._id, document]));
    return [...documents.values()].map((document) => lastUseFrom.parse(document));
  }

  /** Gives each key that an earlier version stored in its owner's document one of its own. */
  private async takeOver(): Promise<void> {
    const { owners, keys } = this.models;
    const earlier = { keys: { $exists: true } };
    for (;;) {
      const found: readonly unknown[] = await owners.find(earlier).limit(OWNERS_TAKEN_OVER_AT_ONCE).lean();
      if (found.length === 0) return;
      for (const document of found) {
        const { _id, version, keys: stored } = ownerOnceStored.parse(document);
        await saveLater(keys, keysAsOnceStored(_id, version, stored).map(newKey));
        await owners.updateOne({ _id, version }, { $unset: { keys: 1 } });
      }
    }
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

/** Stores each of `documents`, unless what is stored has the same version or a later one. */
async function saveLater<T extends { readonly _id: string; readonly version: number }>(
  model: Model<T>,
  documents: readonly T[],
): Promise<void> {
  const known = await insertAbsent(model, documents);
  const updates = documents
    .filter(({ _id }) => known.has(_id))
    .map(({ _id, ...document }) => ({
      updateOne: { filter: { _id, version: { $lt: document.version } }, update: { $set: document } },
    }));
  // mongoose's types cannot see what the fields of any T are
  if (updates.length > 0) await (model as Model<unknown>).bulkWrite(updates, { ordered: true });
}
