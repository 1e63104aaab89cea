import { Module } from '@nestjs/common';
import { ACTIVITY_GROUPS } from '#activity';
import { type EventStore, type PublishingLoop, UnreadableStream } from '#event-store';
import { type ParkedKeys } from '#messaging';
import { type Feature, type ProcessParts } from '#process';
import { REMINDERS_GROUP } from '#reminders';

/**
 * The groups that park an owner whose events they cannot read; what verification parks, they have parked for the same
 * event.
 */
export const PARKING_GROUPS = [ACTIVITY_GROUPS.keys, REMINDERS_GROUP] as const;

export interface ParkedOwnersParts extends Pick<ProcessParts, 'logger'> {
  readonly store: Pick<EventStore, 'read'>;
  readonly publishing: Pick<PublishingLoop, 'republish'>;
  readonly parkedKeys: Pick<ParkedKeys, 'parkedNow'>;
}

/** Behind all that handles key-events. */
@Module({})
export class ParkedOwnersModule {
  static forRoot(parts: ParkedOwnersParts): Feature {
    const parkedOwners = { start: () => republishParked(parts), close: () => Promise.resolve() };
    return { module: ParkedOwnersModule, tasks: { 'parked owners': parkedOwners } };
  }
}

/**
 * Takes up again what an earlier start had to park: sends the owner's whole stream once more, if this version can read
 * it. So an upgrade, or a way back from one, needs nothing but itself. An owner that still cannot be read stays parked,
 * with an error in the log.
 */
async function republishParked({ store, publishing, parkedKeys, logger }: ParkedOwnersParts): Promise<void> {
  const parked = await Promise.all(PARKING_GROUPS.map((group) => parkedKeys.parkedNow(group)));
  for (const ownerId of new Set(parked.flat().map(({ key }) => key))) {
    try {
      await store.read(ownerId, 0);
    } catch (error) {
      if (!(error instanceof UnreadableStream)) throw error;
      logger.error(
        { ownerId, err: error },
        'an owner stays parked: this version cannot read its events; start the version that wrote them',
      );
      continue;
    }
    await publishing.republish(ownerId);
    logger.info({ ownerId }, 'an owner was parked by an earlier start; its events are published again');
  }
}
