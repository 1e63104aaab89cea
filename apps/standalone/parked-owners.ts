import { ACTIVITY_GROUPS } from '#activity';
import { type EventStore, type PublishingLoop, UnreadableStream } from '#event-store';
import { watchParkedKeys } from '#messaging';
import { type EmbeddedLog } from '#messaging/adapters/embedded';
import { REMINDERS_GROUP } from '#reminders';
import { type Logger, type MetricsRegistry } from '#process';

/**
 * The groups that park an owner whose events they cannot read; what verification parks, they have parked for the same
 * event.
 */
const GROUPS = [ACTIVITY_GROUPS.keys, REMINDERS_GROUP] as const;

/** What can be done about an owner that a group parks. */
export const WHEN_PARKED =
  'the next start publishes the owner’s events again; if activity.db or reminders.db was lost or restored, delete derived.db before that start';

export interface ParkedOwnersParts {
  readonly store: Pick<EventStore, 'read'>;
  readonly publishing: Pick<PublishingLoop, 'republish'>;
  readonly log: Pick<EmbeddedLog, 'parkedKeys'>;
  readonly logger: Logger;
}

/**
 * Takes up again what an earlier start had to park: sends the owner's whole stream once more, if this version can read
 * it. So an upgrade, or a way back from one, needs nothing but itself. An owner that still cannot be read stays parked,
 * with an error in the log.
 */
export async function republishParked({ store, publishing, log, logger }: ParkedOwnersParts): Promise<void> {
  const parked = await Promise.all(GROUPS.map((group) => log.parkedKeys.parkedNow(group)));
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

export function watchParked(registry: MetricsRegistry, { parkedKeys }: Pick<EmbeddedLog, 'parkedKeys'>): void {
  watchParkedKeys(registry, parkedKeys, GROUPS);
}
