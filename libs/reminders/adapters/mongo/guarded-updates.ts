import { type AnyBulkWriteOperation } from 'mongoose';
import { type OwnerChange, type ScheduleChange } from '../../ports/reminder-store.js';
import { type StoredOwner, type StoredReminder } from './stored-documents.js';

/** Nobody has claimed it yet. */
const UNTOUCHED = { settled: [], failures: null, fence: 0, leasedUntil: new Date(0) };

/** Each is inserted if it is not there; then its guard decides. (An upsert under the guard would report what comes again as a duplicate key.) */
export function reminderUpdates(changes: readonly ScheduleChange[]): AnyBulkWriteOperation<StoredReminder>[] {
  return changes.flatMap(({ schedule: { keyId, ...schedule }, wakeAt }) => [
    { updateOne: { filter: { _id: keyId }, update: { $setOnInsert: { ...schedule, wakeAt, ...UNTOUCHED } }, upsert: true } },
    { updateOne: { filter: { _id: keyId, version: { $lt: schedule.version } }, update: { $set: { ...schedule, wakeAt } } } },
  ]);
}

export function ownerUpdates(changes: readonly OwnerChange[]): AnyBulkWriteOperation<StoredOwner>[] {
  return changes.flatMap(({ ownerId, version, active }) => [
    { updateOne: { filter: { _id: ownerId }, update: { $setOnInsert: { version, active } }, upsert: true } },
    { updateOne: { filter: { _id: ownerId, version: { $lt: version } }, update: { $set: { version, active } } } },
  ]);
}
