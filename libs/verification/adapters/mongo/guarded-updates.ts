import { type AnyBulkWriteOperation } from 'mongoose';
import { type OwnerId } from '#contracts';
import {
  type AdvanceOwner,
  applyToOwner,
  type ChangeCredential,
  type IssueCredential,
  type OwnerWrite,
  type ParkOwner,
} from '../../domain/write.js';
import { type StoredCredentialDocument, type StoredOwnerDocument } from './stored-documents.js';

type CredentialUpdate = AnyBulkWriteOperation<StoredCredentialDocument>;
type OwnerUpdate = AnyBulkWriteOperation<StoredOwnerDocument>;

export function issuedDocument({ credential: { digest, ...document } }: IssueCredential): StoredCredentialDocument {
  return { _id: digest, ...document };
}

/** What `applyToCredential` does, on the server. */
export function credentialUpdate({ digest, version, changes }: ChangeCredential): CredentialUpdate {
  return {
    updateOne: { filter: { _id: digest, version: { $lt: version } }, update: { $set: { ...changes, version } } },
  };
}

/** What `write` makes of nothing. */
export function newOwnerDocument(write: OwnerWrite): StoredOwnerDocument {
  const { ownerId, ...document } = applyToOwner(undefined, write);
  return { _id: ownerId, ...document };
}

/**
 * Successive versions of one owner as one write. It may find the owner at a version in between: then the same events
 * made it what it is, and writing their outcome once more changes nothing.
 */
export function joined(writes: readonly OwnerWrite[]): readonly OwnerWrite[] {
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

/** What `applyToOwner` does, on the server. */
export function ownerUpdate(write: OwnerWrite): OwnerUpdate {
  const { ownerId, version } = write;
  return {
    updateOne: {
      filter: { _id: ownerId, version: { $lt: version } },
      update: [{ $set: write.kind === 'park' ? parked(write) : advanced(write) }],
    },
  };
}

function parked({ version, reason }: ParkOwner): object {
  return {
    parked: {
      reason: { $ifNull: ['$parked.reason', { $literal: reason }] },
      seenVersion: { $max: ['$parked.seenVersion', version] },
    },
  };
}

function advanced({ version, changes }: AdvanceOwner): object {
  const stillParked = { $gt: ['$parked.seenVersion', version] };
  return { ...changes, version, parked: { $cond: [stillParked, '$parked', null] } };
}
