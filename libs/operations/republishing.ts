import { type OwnerId } from '#contracts';
import { type EventStore, type PublishingLoop, UnreadableStream } from '#event-store';

export interface Republished {
  /** How many owners' events were sent again. */
  readonly owners: number;
  /** Owners whose stored events are not even envelopes: nothing, or not all of theirs, was sent. */
  readonly unreadable: readonly OwnerId[];
}

const PAGE = 100;
const NOTHING: Republished = { owners: 0, unreadable: [] };

/**
 * Sends owners' events again, marked as republished, so that groups which parked the owner take them up again. Others
 * have seen them.
 */
export class Republishing {
  constructor(
    private readonly store: Pick<EventStore, 'readStored' | 'streamsSince'>,
    private readonly publishing: Pick<PublishingLoop, 'republish'>,
  ) {}

  /** All events of one owner. Resolves when they are acknowledged. */
  owner(ownerId: OwnerId): Promise<Republished> {
    return this.all([ownerId]);
  }

  /** All events of every owner who was written to at or after `at`, the older ones too. */
  async since(at: Date): Promise<Republished> {
    let total = NOTHING;
    for (
      let page = await this.store.streamsSince(at, null, PAGE);
      page.length > 0;
      page = await this.store.streamsSince(at, page.at(-1) ?? null, PAGE)
    ) {
      const { owners, unreadable } = await this.all(page);
      total = { owners: total.owners + owners, unreadable: [...total.unreadable, ...unreadable] };
    }
    return total;
  }

  private async all(ownerIds: readonly OwnerId[]): Promise<Republished> {
    const outcomes = await Promise.all(
      ownerIds.map(async (ownerId) => ({ ownerId, outcome: await this.one(ownerId) })),
    );
    return {
      owners: outcomes.filter(({ outcome }) => outcome === 'sent').length,
      unreadable: outcomes.filter(({ outcome }) => outcome === 'unreadable').map(({ ownerId }) => ownerId),
    };
  }

  private async one(ownerId: OwnerId): Promise<'sent' | 'empty' | 'unreadable'> {
    try {
      if ((await this.store.readStored(ownerId, 0)).length === 0) return 'empty';
      await this.publishing.republish(ownerId);
      return 'sent';
    } catch (error) {
      if (error instanceof UnreadableStream) return 'unreadable';
      throw error;
    }
  }
}
