import { type OwnerId } from '#contracts';
import { type CredentialDocument, type OwnerDocument } from './documents.js';
import { ownerOf, project, type ProjectableEvent } from './projection.js';
import { applyToCredential, applyToOwner, type CredentialWrite, isOwnerWrite, type Write } from './write.js';

export interface KeyReference {
  readonly ownerId: OwnerId;
  readonly keyId: string;
}

/** Everything that the events of a batch can touch: these owners, and all credentials of these keys. */
export interface BatchScope {
  readonly ownerIds: readonly OwnerId[];
  readonly keys: readonly KeyReference[];
}

export interface Documents {
  readonly owners: readonly OwnerDocument[];
  readonly credentials: readonly CredentialDocument[];
}

export function scopeOf(events: readonly ProjectableEvent[]): BatchScope {
  const keys = new Map<string, KeyReference>();
  for (const key of events.flatMap(keysOf)) keys.set(idOf(key), key);
  return { ownerIds: [...new Set(events.map(ownerOf))], keys: [...keys.values()] };
}

export interface Projected {
  readonly writes: readonly Write[];
  /** Owners of events that could not be applied: what was read of them before may lack what these say. */
  readonly unapplied: readonly OwnerId[];
}

/** The writes of `events`, which stand in log order, on top of what is stored of their scope. */
export function projectBatch(events: readonly ProjectableEvent[], stored: Documents): Projected {
  const owners = new Map(stored.owners.map((owner) => [owner.ownerId, owner]));
  const keys = new Map<string, Map<string, CredentialDocument>>();
  const place = (credential: CredentialDocument): void => {
    const ofKey = keys.get(idOf(credential)) ?? new Map<string, CredentialDocument>();
    keys.set(idOf(credential), ofKey.set(credential.digest, credential));
  };
  stored.credentials.forEach(place);

  const unapplied = new Set<OwnerId>();
  const writes = events.flatMap((event) => {
    const ownerId = ownerOf(event);
    const credentials = keysOf(event).flatMap((key) => [...(keys.get(idOf(key))?.values() ?? [])]);
    const writesOfEvent = project(event, { owner: owners.get(ownerId), credentials });
    if (writesOfEvent.at(-1)?.kind !== 'advance') unapplied.add(ownerId);
    for (const write of writesOfEvent) {
      if (isOwnerWrite(write)) owners.set(ownerId, applyToOwner(owners.get(ownerId), write));
      else [written(credentials, write)].flatMap((credential) => credential ?? []).forEach(place);
    }
    return writesOfEvent;
  });
  return { writes, unapplied: [...unapplied] };
}

function written(credentials: readonly CredentialDocument[], write: CredentialWrite): CredentialDocument | undefined {
  const digest = write.kind === 'issue' ? write.credential.digest : write.digest;
  return applyToCredential(
    credentials.find((credential) => credential.digest === digest),
    write,
  );
}

function keysOf(event: ProjectableEvent): readonly KeyReference[] {
  if (event.outcome !== 'event' || !('keyId' in event.recorded.event)) return [];
  return [{ ownerId: event.recorded.ownerId, keyId: event.recorded.event.keyId }];
}

/** An owner id has no space. */
function idOf({ ownerId, keyId }: KeyReference): string {
  return `${ownerId} ${keyId}`;
}
