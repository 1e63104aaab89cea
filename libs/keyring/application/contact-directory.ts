import { type OwnerId } from '#contracts';

/** Where mail for owners goes. Never part of an owner's stream. */
export interface ContactDirectory {
  /** Durable when it resolves. Repeating it is harmless. */
  remember(ownerId: OwnerId, email: string): Promise<void>;
  knows(ownerId: OwnerId): Promise<boolean>;
}

export const CONTACTS = Symbol('ContactDirectory');
