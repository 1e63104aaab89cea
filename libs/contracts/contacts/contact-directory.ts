import { type OwnerId } from '../owner-id.js';

/** What a user token says about how to write to its owner. */
export interface MailContact {
  readonly email: string;
  /** Null: the token has none, and one that is known stays. */
  readonly name: string | null;
  /** `iat` of the token, in seconds: an older token changes nothing. */
  readonly tokenIssuedAt: number;
}

/** Where mail for owners goes: the keyring passes it on, reminders keep it. Never part of an owner's stream. */
export interface ContactDirectory {
  /**
   * Durable when it resolves. Repeating it is harmless.
   * @throws Problem `contact-unknown` when mail cannot be addressed to it, or the address of a newer token was erased.
   */
  remember(ownerId: OwnerId, contact: MailContact): Promise<void>;
  /** The same for an owner who is known already; nobody becomes known by it. */
  refresh(ownerId: OwnerId, contact: MailContact): Promise<void>;
  knows(ownerId: OwnerId): Promise<boolean>;
  /** Whether mail to the known address was refused for good. False where that is not known. */
  isRefused(ownerId: OwnerId): Promise<boolean>;
  /** Nobody knows where to write to the owner when it resolves. Repeating it is harmless. */
  erase(ownerId: OwnerId): Promise<void>;
}
