import { encodeContact, encodeContactErasure, isMailAddress, type OutgoingRecord, type OwnerContact, type OwnerId, Problem, TOPICS } from '#contracts';
import { type Publisher } from '#messaging';
import { type ContactStore } from '../ports/contact-store.js';

export interface OwnerContactsParts {
  readonly store: Pick<ContactStore, 'find' | 'save'>;
  readonly publisher: Pick<Publisher, 'send'>;
}

/** An address, and the name to write before it; null: not told. */
export type Addressee = Pick<OwnerContact, 'email' | 'name'>;

/** The addresses of owners: kept on the compacted topic, and in a store that follows it. What resolved is durable on both. */
export class OwnerContacts {
  constructor(private readonly parts: OwnerContactsParts) {}

  /**
   * Publishes a changed address or name; repeating it is harmless. Without a name a known one stays.
   * @throws Problem `contact-unknown` when mail cannot be addressed to `email`.
   */
  async remember(ownerId: OwnerId, contact: Addressee): Promise<void> {
    await this.replace(ownerId, await this.parts.store.find(ownerId), contact);
  }

  /** The same for an owner who is known already; for any other it does nothing. */
  async refresh(ownerId: OwnerId, contact: Addressee): Promise<void> {
    const known = await this.parts.store.find(ownerId);
    if (known !== undefined) await this.replace(ownerId, known, contact);
  }

  async knows(ownerId: OwnerId): Promise<boolean> {
    return await this.parts.store.find(ownerId) !== undefined;
  }

  /** Whether a mail server has refused the known address for good; only the notifier's own store tells. */
  async isRefused(ownerId: OwnerId): Promise<boolean> {
    return (await this.parts.store.find(ownerId))?.refused === true;
  }

  /** Erases the address of `ownerId` from the topic and the store. */
  erase(ownerId: OwnerId): Promise<void> {
    return this.publish(ownerId, null, encodeContactErasure(ownerId));
  }

  private async replace(ownerId: OwnerId, known: OwnerContact | undefined, { email, name }: Addressee): Promise<void> {
    if (!isMailAddress(email)) throw new Problem('contact-unknown', 'Use a user token whose email claim is one e-mail address, so that reminders can be sent.');
    const contact: OwnerContact = { ownerId, email, name: name ?? known?.name ?? null };
    if (known?.email === email && known.name === contact.name) return;
    await this.publish(ownerId, contact, encodeContact(contact));
  }

  private async publish(ownerId: OwnerId, contact: OwnerContact | null, record: OutgoingRecord): Promise<void> {
    const [position] = await this.parts.publisher.send(TOPICS.ownerContacts.name, [record]);
    if (position === undefined) throw new TypeError('the publisher answered without a position');
    await this.parts.store.save([{ ownerId, contact, position }]);
  }
}
