import { SqliteActivityStore } from '#activity/adapters/sqlite';
import { deadLetterNotice, LagWatch, type Publisher } from '#messaging';
import { type ProcessParts } from '#process';
import { SqliteContactStore, SqliteReminderStore } from '#reminders/adapters/sqlite';
import { type DatabasePaths } from '../data-folder.js';
import { openEventsToRead } from '../open-events.js';

/** What is stored of a busy moment is one transaction. */
const LINGER_MS = 50;

export interface ConsumersParts extends Pick<ProcessParts, 'logger' | 'metrics'> {
  /** `openEmbedded` has opened them before, and holds them open. */
  readonly databases: DatabasePaths;
  readonly deadLetters: Pick<Publisher, 'send'>;
}

/**
 * What activity and reminders work with beside the thread that answers: connections of their own. They only read
 * `events.db`; the two databases that they write are written by hardly anybody else, so that no thread waits for
 * another.
 */
export function openConsumers({ databases, logger, metrics, deadLetters }: ConsumersParts) {
  const lagWatch = new LagWatch({ logger, metrics });
  const onDeadLetter = deadLetterNotice({ logger, metrics, whenParked: WHEN_PARKED });
  const logOf = (groupsPath: string) =>
    openEventsToRead(databases.eventsDb, {
      groupsPath,
      groupLingerMs: LINGER_MS,
      deadLetters,
      onRetry: (topic, error, attempt) => {
        logger.warn({ topic, err: error, attempt }, 'records could not be handled; trying again');
      },
      onDeadLetter,
      lagWatch,
    });
  return {
    activity: { log: logOf(databases.activityDb), store: SqliteActivityStore.open(databases.activityDb) },
    reminders: {
      log: logOf(databases.remindersDb),
      store: SqliteReminderStore.open(databases.remindersDb, { soleProcess: true }),
      contactStore: SqliteContactStore.open(databases.remindersDb),
    },
  };
}

/** What can be done about an owner that a group parks. */
const WHEN_PARKED = 'the next start publishes the owner’s events again';
