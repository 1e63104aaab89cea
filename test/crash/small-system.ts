import { join } from 'node:path';
import { pino } from 'pino';
import { Registry } from 'prom-client';
import { KeyedMutex } from '#async';
import { TOPICS } from '#contracts';
import { type EventStore, type Publishing, PublishingLoop } from '#event-store';
import { SqliteEventStore } from '#event-store/adapters/sqlite';
import { type Subscriber } from '#messaging';
import { EmbeddedLog } from '#messaging/adapters/embedded';
import { SystemClock } from '#process';
import { WorkerThread } from '#process/threads';
import { openEvents, openEventsBesideWriter } from '../../libs/profiles/embedded/open-events.js';
import { Writer } from '../../libs/profiles/embedded/writer.js';
import { type LogWriterCalls } from '../../libs/profiles/embedded/writing/writer-calls.js';
import { sourceWorker } from '../kit/source-worker.js';
import { publisherReaching, type Reached, storeReaching } from './failpoints.js';
import { StreamHeads } from './stream-heads.js';
import { type DoomedWriterData } from './writer.worker.js';

export interface SmallSystem {
  readonly store: EventStore;
  readonly loop: Publishing;
  readonly subscriber: Subscriber;
  readonly heads: StreamHeads;
  /** Rejects when the projection, or the thread that writes, died. */
  readonly failed: Promise<never>;
  close(): Promise<void>;
}

/**
 * `apart`: an append is published by the loop, as in the distributed profile. `together`: by its own transaction, as
 * tools do it in a data folder. `by thread`: the same in another thread, as in the standalone profile.
 */
export const COMPOSITIONS = ['apart', 'together', 'by thread'] as const;
export type Composition = (typeof COMPOSITIONS)[number];

const ENTRY = sourceWorker(new URL('writer.worker.ts', import.meta.url));

/**
 * The path from append to projection on one data folder, composed of its real parts.
 * @param killAfterAppends for the thread that writes.
 */
export async function startSmallSystem(
  folder: string,
  composition: Composition,
  reached: Reached = () => undefined,
  killAfterAppends: number | null = null,
): Promise<SmallSystem> {
  const parts =
    composition === 'by thread' ? await openByThread(folder, killAfterAppends) : openHere(folder, composition, reached);
  const heads = StreamHeads.open(join(folder, 'derived.db'));
  const { failed } = await parts.subscriber.subscribe({
    topic: TOPICS.keyEvents.name,
    mode: 'broadcast',
    after: heads.checkpoint(),
    handle: (records) => {
      heads.apply(records);
      reached('after-project');
      return Promise.resolve();
    },
  });
  return {
    ...parts,
    store: storeReaching(parts.store, reached),
    heads,
    failed: Promise.race([failed, parts.failed]),
    close: async () => {
      await parts.close();
      heads.close();
    },
  };
}

type Parts = Omit<SmallSystem, 'heads'>;

function openHere(folder: string, composition: Composition, reached: Reached): Parts {
  const { log, publishingMutex, store, close } = openFiles(folder, composition);
  const loop = new PublishingLoop({
    store: storeReaching(store, reached),
    publisher: publisherReaching(log.publisher, reached),
    mutex: publishingMutex,
    saveDelayMs: 5,
  });
  loop.start();
  return {
    store,
    loop,
    subscriber: log.subscriber,
    failed: new Promise(() => undefined),
    close: async () => {
      await loop.close();
      await log.close();
      await store.close();
      close();
    },
  };
}

async function openByThread(folder: string, killAfterAppends: number | null): Promise<Parts> {
  const [eventsDb, derivedDb, activityDb, remindersDb] = ['events.db', 'derived.db', 'activity.db', 'reminders.db'].map(
    (name) => join(folder, name),
  ) as [string, string, string, string];
  const made = openEvents(eventsDb, { groupsPath: activityDb });
  const thread = new WorkerThread<DoomedWriterData, LogWriterCalls>({
    name: 'log writer',
    entry: ENTRY,
    clock: new SystemClock(),
    logger: pino({ level: 'silent', base: { name: 'crash' } }),
    metrics: new Registry(),
    data: { databases: { eventsDb, derivedDb, activityDb, remindersDb }, writes: 'log', killAfterAppends },
    calls: {
      published: (end: number) => {
        events.grownTo(end);
      },
    },
  });
  const { ask } = new Writer(thread.call);
  const events = openEventsBesideWriter(eventsDb, ask, { groupsPath: activityDb });
  await made.log.close();
  made.database.close();
  await thread.start();
  return {
    store: events.store,
    loop: {
      publish: (stream, version) => ask('publish', { stream, version }),
      republish: (stream) => ask('republish', stream),
    },
    subscriber: events.log.subscriber,
    failed: thread.failed,
    close: async () => {
      await events.log.close();
      events.database.close();
      await thread.close();
    },
  };
}

/** Close its store and its log first. */
export function openFiles(folder: string, composition: Composition) {
  const eventsPath = join(folder, 'events.db');
  if (composition !== 'apart') {
    const events = openEvents(eventsPath);
    return {
      ...events,
      close: () => {
        events.database.close();
      },
    };
  }
  return {
    store: SqliteEventStore.open(eventsPath),
    log: EmbeddedLog.open({ eventsPath }),
    publishingMutex: new KeyedMutex(),
    close: () => undefined,
  };
}
