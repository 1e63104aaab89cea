import {
  type ContactDirectory,
  encodeContact,
  encodeContactErasure,
  isMailAddress,
  type MailContact,
  type OutgoingRecord,
  type OwnerContact,
  type OwnerId,
  Problem,
  TOPICS,
} from '#contracts';
import { type Publisher } from '#messaging';
import { type ContactStore } from '../ports/contact-store.js';

export interface OwnerContactsParts {
  readonly store: Pick<ContactStore, 'find' | 'newestToken' | 'save'>;
  readonly publisher: Pick<Publisher, 'send'>;
}

/**
 * The addresses of owners: kept on the compacted topic, and in a store that follows it. What resolved is durable on
 * both.
 */
export class OwnerContacts implements ContactDirectory {
  constructor(private readonly parts: OwnerContactsParts) {}

  /**
   * Publishes a changed address or name, if no newer token had another; repeating it is harmless. Without a name a
   * known one stays.
   * @throws Problem `contact-unknown` when mail cannot be addressed to `email`, or the address of a newer token was
   * erased.
   */
  async remember(ownerId: OwnerId, contact: MailContact): Promise<void> {
    const known = await this.parts.store.find(ownerId);
    if (known === undefined && isOlder(contact.tokenIssuedAt, await this.parts.store.newestToken(ownerId))) {
      throw new Problem(
        'contact-unknown',
        'The address of a newer token was erased. Sign in again and use the new token.',
      );
    }
    await this.replace(ownerId, known, contact);
  }

  /** The same for an owner who is known already; for any other it does nothing. */
  async refresh(ownerId: OwnerId, contact: MailContact): Promise<void> {
    const known = await this.parts.store.find(ownerId);
    if (known !== undefined) await this.replace(ownerId, known, contact);
  }

  async knows(ownerId: OwnerId): Promise<boolean> {
    return (await this.parts.store.find(ownerId)) !== undefined;
  }

  /** Whether a mail server has refused the known address for good; only the notifier's own store knows. */
  async isRefused(ownerId: OwnerId): Promise<boolean> {
    return (await this.parts.store.find(ownerId))?.refused === true;
  }

  /** Erases the address of `ownerId` from the topic and the store. */
  erase(ownerId: OwnerId): Promise<void> {
    return this.publish(ownerId, null, encodeContactErasure(ownerId));
  }

  /** The newer token is kept too where it says the same: else one in between could set the address back. */
  private async replace(
    ownerId: OwnerId,
    known: OwnerContact | undefined,
    { email, name, tokenIssuedAt }: MailContact,
  ): Promise<void> {
    if (!isMailAddress(email))
      throw new Problem(
        'contact-unknown',
        'Use a user token whose email claim is one e-mail address, so that reminders can be sent.',
      );
    if (isOlder(tokenIssuedAt, known?.tokenIssuedAt)) return;
    const contact: OwnerContact = {
      ownerId,
      email,
      name: name ?? known?.name ?? null,
      tokenIssuedAt,
    };
    if (
      known?.email === email &&
      known.name === contact.name &&
      !isOlder(known.tokenIssuedAt ?? -Infinity, tokenIssuedAt)
    )
      return;
    await this.publish(ownerId, contact, encodeContact(contact));
    await this.keepNewest(ownerId, contact);
  }

  /**
   * The contact of another token may have been published at the same time: then the newer of both is published once
   * more, so that the topic ends with it.
   */
  private async keepNewest(ownerId: OwnerId, published: OwnerContact): Promise<void> {
    const known = await this.parts.store.find(ownerId);
    if (known === undefined) return;
    const newer = isOlder(published.tokenIssuedAt, known.tokenIssuedAt) ? known : published;
    if (newer === known || isOlder(known.tokenIssuedAt, published.tokenIssuedAt))
      await this.publish(ownerId, newer, encodeContact(newer));
  }

  private async publish(ownerId: OwnerId, contact: OwnerContact | null, record: OutgoingRecord): Promise<void> {
    const [position] = await this.parts.publisher.send(TOPICS.ownerContacts.name, [record]);
    if (position === undefined) throw new TypeError('the publisher answered without a position');
    await this.parts.store.save([{ ownerId, contact, position }]);
  }
}

function isOlder(issuedAt: number | undefined, than: number | null | undefined): boolean {
  return issuedAt !== undefined && than != null && issuedAt < than;
}
