import { decodeContact, encodeContact, type OwnerId, TOPICS } from '#contracts';
import { type ContactDirectory } from '#keyring';
import { type Publisher, type Subscriber, type Subscription } from '#messaging';

/** The addresses that owner-contacts holds, followed in memory. */
export class TopicContacts implements ContactDirectory {
  private readonly addresses = new Map<OwnerId, string>();
  private subscription: Subscription | undefined;

  constructor(private readonly publisher: Publisher, private readonly subscriber: Subscriber) {}

  async start(): Promise<Subscription> {
    this.subscription = await this.subscriber.subscribe({
      mode: 'broadcast', topic: TOPICS.ownerContacts.name, after: {},
      handle: (records) => {
        for (const decoded of records.map(decodeContact)) {
          if (typeof decoded === 'string') continue;
          if (decoded.contact === null) this.addresses.delete(decoded.ownerId);
          else this.addresses.set(decoded.ownerId, decoded.contact.email);
        }
        return Promise.resolve();
      },
    });
    return this.subscription;
  }

  async remember(ownerId: OwnerId, email: string): Promise<void> {
    if (this.addresses.get(ownerId) === email) return;
    await this.publisher.send(TOPICS.ownerContacts.name, [encodeContact({ ownerId, email, name: null })]);
    this.addresses.set(ownerId, email);
  }

  knows(ownerId: OwnerId): Promise<boolean> {
    return Promise.resolve(this.addresses.has(ownerId));
  }
}
