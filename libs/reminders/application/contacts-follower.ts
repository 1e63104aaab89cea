import { Failure } from '#async';
import { TOPICS } from '#contracts';
import { type Subscriber, type Subscription } from '#messaging';
import { type ContactStore } from '../ports/contact-store.js';
import { contactProjector } from './contact-projector.js';

export interface ContactsFollowerParts {
  readonly store: ContactStore;
  readonly subscriber: Subscriber;
  /** The processes that share the store. */
  readonly group: string;
}

/** Keeps a service's own store of addresses as the topic owner-contacts says. */
export class ContactsFollower {
  private readonly failure = new Failure();
  /** Rejects when the consumer has died for good; never resolves. */
  readonly failed = this.failure.promise;
  private subscription: Subscription | undefined;

  constructor(private readonly parts: ContactsFollowerParts) {}

  /** Resolves when the topic is being followed. */
  async start(): Promise<void> {
    const { subscriber, group, store } = this.parts;
    this.subscription = await subscriber.subscribe({
      topic: TOPICS.ownerContacts.name,
      mode: 'group',
      group,
      onPermanent: 'skip',
      handle: contactProjector(store),
    });
    this.subscription.failed.catch(this.failure.fail);
  }

  /** Ends after the batch that is being handled; then closes the store. */
  async close(): Promise<void> {
    await this.subscription?.close();
    await this.parts.store.close();
  }
}
