import { type AnyBulkWriteOperation } from 'mongoose';
import { type OwnerId } from '#contracts';
import { type AdvanceOwner, applyToOwner, type CredentialWrite, type OwnerWrite, type ParkOwner } from '../../domain/write.js';
import { type StoredCredentialDocument, type StoredOwnerDocument } from './stored-documents.js';

type CredentialUpdate = AnyBulkWriteOperation<StoredCredentialDocument>;
type OwnerUpdate = AnyBulkWriteOperation<StoredOwnerDocument>;

/** What `applyToCredential` does, on the server. */
export function credentialUpdate(write: CredentialWrite): CredentialUpdate {
  if (write.kind === 'issue') {
    const { digest, ...document } = write.credential;
    return { updateOne: { filter: { _id: digest }, update: { $setOnInsert: document }, upsert: true } };
  }
  const { digest, version, changes } = write;
  return { updateOne: { filter: { _id: digest, version: { $lt: version } }, update: { $set: { ...changes, version } } } };
}

/**
 * What `applyToOwner` does, on the server. An owner's first write inserts what it makes of nothing, if there is nothing; then
 * the guard decides as for every other. (An upsert under the guard itself would report every write that comes again as a
 * duplicate key.)
 */
export function ownerUpdates(writes: readonly OwnerWrite[]): OwnerUpdate[] {
  const inserted = new Set<OwnerId>();
  return joined(writes).flatMap((write) => {
    if (inserted.has(write.ownerId)) return [guarded(write)];
    inserted.add(write.ownerId);
    return [insertion(write), guarded(write)];
  });
}

/**
 * Successive versions of one owner as one write. It may find the owner at a version in between: then the same events made it what it
 * is, and writing their outcome once more changes nothing.
 */
function joined(writes: readonly OwnerWrite[]): readonly OwnerWrite[] {
  const lastOf = new Map<OwnerId, number>();
  const result: OwnerWrite[] = [];
  for (const write of writes) {
    const place = lastOf.get(write.ownerId) ?? result.length;
    const before = result[place];
    if (before?.kind === 'advance' && write.kind === 'advance' && write.version === before.version + 1) {
      result[place] = { ...write, changes: { ...before.changes, ...write.changes } };
    } else {
      lastOf.set(write.ownerId, result.push(write) - 1);
    }
  }
  return result;
}

function insertion(write: OwnerWrite): OwnerUpdate {
  const { ownerId, ...document } = applyToOwner(undefined, write);
  return { updateOne: { filter: { _id: ownerId }, update: { $setOnInsert: document }, upsert: true } };
}

function guarded(write: OwnerWrite): OwnerUpdate {
  const { ownerId, version } = write;
  return { updateOne: { filter: { _id: ownerId, version: { $lt: version } }, update: [{ $set: write.kind === 'park' ? parked(write) : advanced(write) }] } };
}

function parked({ version, reason }: ParkOwner): object {
  return { parked: { reason: { $ifNull: ['$parked.reason', { $literal: reason }] }, seenVersion: { $max: ['$parked.seenVersion', version] } } };
}

function advanced({ version, changes }: AdvanceOwner): object {
  const stillParked = { $gt: ['$parked.seenVersion', version] };
  return { ...changes, version, parked: { $cond: [stillParked, '$parked', null] } };
}
