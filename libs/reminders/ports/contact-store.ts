import { type OwnerContact, type OwnerId, type Position } from '#contracts';

/** A record of owner-contacts. */
export interface ContactChange {
  readonly ownerId: OwnerId;
  /** Null: the address is erased. */
  readonly contact: OwnerContact | null;
  readonly position: Position;
}

/** Where mail for owners goes: the newest record of each on owner-contacts. */
export interface ContactStore {
  find(ownerId: OwnerId): Promise<OwnerContact | undefined>;
  /** Writes each change that stands behind the one that is stored for its owner. What an erasure replaces is not kept anywhere. */
  save(changes: readonly ContactChange[]): Promise<void>;
  close(): Promise<void>;
}
