import { type Model, type QueryFilter } from 'mongoose';
import { type Positions } from '#contracts';
import { insertAbsent, type MongoConnection, MongoStore, upserting } from '#mongo';
import { type OwnerSchedules } from '../../domain/owner-schedules.js';
import { type Claim, type Conclusion, type Reminder } from '../../domain/reminder.js';
import { type KeySchedule } from '../../domain/schedule.js';
import {
  type Backlog,
  type ClaimRequest,
  type OwnerChange,
  type OwnerWanted,
  type ReminderStore,
} from '../../ports/reminder-store.js';
import { newOwner, newReminder, ownerUpdate, reminderUpdate } from './guarded-updates.js';
import {
  backlogFrom,
  candidateFrom,
  ownerFrom,
  ownerSchema,
  PLAN,
  positionFrom,
  positionSchema,
  reminderFrom,
  reminderSchema,
  scheduleFrom,
  type StoredOwner,
  type StoredPosition,
  type StoredReminder,
} from './stored-documents.js';

const NO_CLAIM = new Date(0);
/** Most reminders have no `wakeAt`. A filter on it lets the query for what is due use the index and skip them. */
const SOME_TIME = new Date(0);

interface Models {
  readonly reminders: Model<StoredReminder>;
  readonly owners: Model<StoredOwner>;
  readonly positions: Model<StoredPosition>;
}

/**
 * Single-document writes only: a claim is one guarded update of one reminder, so each goes to one of any number of
 * notifiers.
 */
export class MongoReminderStore extends MongoStore<Models> implements ReminderStore {
  /**
   * On `connection`, which stays the caller's; creates the indexes, and wakes what an older version planned without the
   * mail about an expiry.
   */
  static async open(connection: MongoConnection): Promise<MongoReminderStore> {
    const models = {
      reminders: connection.model<StoredReminder>('Reminder', reminderSchema, 'reminders'),
      owners: connection.model<StoredOwner>('ReminderOwner', ownerSchema, 'owners'),
      positions: connection.model<StoredPosition>('ReminderPosition', positionSchema, 'positions'),
    };
    await models.reminders.createIndexes();
    await wakeOlderPlans(models.reminders, new Date());
    return new MongoReminderStore('reminder store', models);
  }

  async owners(wanted: readonly OwnerWanted[]): Promise<readonly OwnerSchedules[]> {
    if (wanted.length === 0) return [];
    const { owners, reminders } = this.models;
    const ownerIds = wanted.map(({ ownerId }) => ownerId);
    const whole = wanted.filter(({ keys }) => keys === 'all').map(({ ownerId }) => ownerId);
    const single = wanted.flatMap(({ keys }) => (keys === 'all' ? [] : keys));
    const reads: readonly Promise<readonly unknown[]>[] = [
      owners.find({ _id: { $in: ownerIds } }).lean(),
      whole.length === 0
        ? Promise.resolve([])
        : reminders
            .find({ ownerId: { $in: whole }, revoked: false })
            .sort({ _id: 1 })
            .lean(),
      single.length === 0 ? Promise.resolve([]) : reminders.find({ _id: { $in: single } }).lean(),
    ];
    const [foundOwners = [], ofWhole = [], ofSingle = []] = await Promise.all(reads);
    const foundKeys = [...ofWhole, ...ofSingle];
    const known = new Map(foundOwners.map((document) => ownerFrom.parse(document)).map((owner) => [owner._id, owner]));
    const keys = foundKeys.map((document) => scheduleFrom.parse(document)).filter(({ revoked }) => !revoked);
    return wanted.flatMap(({ ownerId, keys: wantedKeys }) => {
      const owner = known.get(ownerId);
      if (owner === undefined) return [];
      const isWanted = ({ keyId }: KeySchedule): boolean => wantedKeys === 'all' || wantedKeys.includes(keyId);
      const ofOwner = keys.filter((key) => key.ownerId === ownerId && isWanted(key));
      return [{ ownerId, version: owner.version, active: owner.active, keys: ofOwner }];
    });
  }

  async save(changes: readonly OwnerChange[], applied: Positions): Promise<void> {
    const { reminders, owners, positions } = this.models;
    const schedules = changes.flatMap(({ keys }) => keys);
    const ofPositions = Object.entries(applied).map(([partition, offset]) => ({
      updateOne: { filter: { _id: Number(partition) }, update: { $max: { offset } }, upsert: true },
    }));
    const knownReminders = await insertAbsent(reminders, schedules.map(newReminder));
    const ofReminders = schedules.filter(({ schedule }) => knownReminders.has(schedule.keyId)).map(reminderUpdate);
    if (ofReminders.length > 0) await reminders.bulkWrite(ofReminders, { ordered: true });
    const knownOwners = await insertAbsent(owners, changes.map(newOwner));
    const ofOwners = changes.filter(({ ownerId }) => knownOwners.has(ownerId)).map(ownerUpdate);
    if (ofOwners.length > 0) await owners.bulkWrite(ofOwners, { ordered: true });
    if (ofPositions.length > 0)
      await upserting(ofPositions.length, () => positions.bulkWrite(ofPositions, { ordered: true }));
  }

  async positions(): Promise<Positions> {
    const documents: readonly unknown[] = await this.models.positions.find().lean();
    return Object.fromEntries(
      documents.map((document) => positionFrom.parse(document)).map(({ _id, offset }) => [_id, offset]),
    );
  }

  /** A process that loses a reminder to another claim looks for the next. */
  async claim({ dueBy, at, claimMs, limit }: ClaimRequest): Promise<readonly Claim[]> {
    const free: QueryFilter<StoredReminder> = { wakeAt: { $gt: SOME_TIME, $lte: dueBy }, leasedUntil: { $lte: at } };
    const leasedUntil = new Date(at.getTime() + claimMs);
    const claims: Claim[] = [];
    while (claims.length < limit) {
      const { reminders } = this.models;
      const found: readonly unknown[] = await reminders
        .find(free, { fence: 1 })
        .sort({ wakeAt: 1 })
        .limit(limit - claims.length)
        .lean();
      if (found.length === 0) break;
      const taken = await Promise.all(
        found
          .map((document) => candidateFrom.parse(document))
          .map(async ({ _id, fence }) => {
            const { modifiedCount } = await reminders.updateOne(
              { _id, fence, ...free },
              { $set: { leasedUntil }, $inc: { fence: 1 } },
            );
            return modifiedCount === 1 ? [{ keyId: _id, fence: fence + 1 }] : [];
          }),
      );
      claims.push(...taken.flat());
    }
    return claims;
  }

  async find(keyId: string): Promise<Reminder | undefined> {
    const document: unknown = await this.models.reminders.findOne({ _id: keyId }).lean();
    return document === null ? undefined : reminderFrom.parse(document);
  }

  async conclude(
    { keyId, fence }: Claim,
    version: number,
    { wakeAt, restsUntil, settled, failures }: Conclusion,
  ): Promise<boolean> {
    const { reminders } = this.models;
    const outcome = { settled: [...settled], failures, leasedUntil: restsUntil ?? NO_CLAIM };
    const unchanged = await reminders.updateOne(
      { _id: keyId, fence, version },
      { $set: { ...outcome, wakeAt, plan: PLAN } },
    );
    if (unchanged.matchedCount === 1) return true;
    // a version that is over never comes back
    const changed = await reminders.updateOne({ _id: keyId, fence }, { $set: outcome });
    return changed.matchedCount === 1;
  }

  async backlog(dueBy: Date): Promise<Backlog> {
    const groups: readonly unknown[] = await this.models.reminders.aggregate([
      { $match: { wakeAt: { $gt: SOME_TIME, $lte: dueBy } } },
      { $group: { _id: null, due: { $sum: 1 }, oldest: { $min: '$wakeAt' } } },
    ]);
    const [backlog = { due: 0, oldest: null }] = groups.map((group) => backlogFrom.parse(group));
    return backlog;
  }
}

/** The process that claims one plans it again. Those that wake sooner stay as they are. */
async function wakeOlderPlans(reminders: Model<StoredReminder>, wakeAt: Date): Promise<void> {
  const concerned = {
    plan: null,
    intervalDays: { $ne: null },
    expiresAt: { $ne: null },
    revoked: false,
    ownerActive: true,
  };
  await reminders.updateMany({ ...concerned, wakeAt: null }, { $set: { wakeAt } });
  await reminders.updateMany({ ...concerned, wakeAt: { $gt: wakeAt } }, { $set: { wakeAt } });
}
