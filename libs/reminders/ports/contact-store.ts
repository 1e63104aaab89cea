import { type OwnerContact, type OwnerId, type Position } from '#contracts';

/** A record of owner-contacts. */
export interface ContactChange {
  readonly ownerId: OwnerId;
  /** Null: the address is erased. */
  readonly contact: OwnerContact | null;
  readonly position: Position;
}

/** What is known of where mail for an owner goes. */
export interface KnownContact extends OwnerContact {
  /** A mail server refused this address for good: no mail goes there. */
  readonly refused: boolean;
}

/** Where mail for owners goes: the newest record of each on owner-contacts. */
export interface ContactStore {
  find(ownerId: OwnerId): Promise<KnownContact | undefined>;
  /** When the newest token with an address of the owner was issued, also when that was erased. Null: not known. */
  newestToken(ownerId: OwnerId): Promise<number | null>;
  /**
   * Writes each change that stands behind the one that is stored for its owner; the mark stays on an address that
   * stays. An address from an older token than the one that is known, or was erased, is not written: only
   * its position counts. What an erasure replaces is not kept anywhere, but the time of its token.
   */
  save(changes: readonly ContactChange[]): Promise<void>;
  /**
   * Marks the owner's address as refused, if it is still `email`. The mark is this store's own and ends with the
   * address: it is not written to the topic, where it could bring back an address that was erased or changed meanwhile.
   */
  refuse(ownerId: OwnerId, email: string): Promise<void>;
  close(): Promise<void>;
}
