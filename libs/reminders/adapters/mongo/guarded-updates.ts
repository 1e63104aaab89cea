import { type AnyBulkWriteOperation } from 'mongoose';
import { type OwnerChange, type ScheduleChange } from '../../ports/reminder-store.js';
import { PLAN, type StoredOwner, type StoredReminder } from './stored-documents.js';

/** Nobody has claimed it yet. */
const UNTOUCHED = { settled: [], failures: null, fence: 0, leasedUntil: new Date(0) };

export function newReminder({ schedule: { keyId, ...schedule }, wakeAt }: ScheduleChange): StoredReminder {
  return { _id: keyId, ...schedule, wakeAt, plan: PLAN, ...UNTOUCHED };
}

export function reminderUpdate({
  schedule: { keyId, ...schedule },
  wakeAt,
}: ScheduleChange): AnyBulkWriteOperation<StoredReminder> {
  return {
    updateOne: {
      filter: { _id: keyId, version: { $lt: schedule.version } },
      update: { $set: { ...schedule, wakeAt, plan: PLAN } },
    },
  };
}

export function newOwner({ ownerId, version, active }: OwnerChange): StoredOwner {
  return { _id: ownerId, version, active };
}

export function ownerUpdate({ ownerId, version, active }: OwnerChange): AnyBulkWriteOperation<StoredOwner> {
  return { updateOne: { filter: { _id: ownerId, version: { $lt: version } }, update: { $set: { version, active } } } };
}
