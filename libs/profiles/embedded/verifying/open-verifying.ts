import { Failure } from '#async';
import { TOPICS } from '#contracts';
import {
  type BroadcastOptions,
  LagWatch,
  type Publisher,
  RebuildNeeded,
  type RecordsHandler,
  type Subscriber,
  type Subscription,
} from '#messaging';
import { type ProcessParts } from '#process';
import { type CallThread } from '#process/threads';
import { SqliteVerificationStore } from '#verification/adapters/sqlite';
import { type DatabasePaths } from '../data-folder.js';
import { openEventsToRead } from '../open-events.js';
import { type VerifyingCalls, type VerifyingHost } from './verifying-calls.js';
import { withBuffer } from './with-buffer.js';

export interface VerifyingParts extends Pick<ProcessParts, 'logger' | 'metrics'> {
  /** `openEmbedded` has opened them before, and holds them open. */
  readonly databases: DatabasePaths;
  readonly main: { readonly call: CallThread<VerifyingHost> };
}

/**
 * What a verification replica works with in a thread beside the main one. It reads key-events and the read model over
 * connections of its own. The topic `verifiers` is in the memory of the main thread, which hands it over record by
 * record; what the replica writes, the main thread has written, as its own.
 */
export function openVerifying({ databases, main, logger, metrics }: VerifyingParts) {
  const publisher: Publisher = {
    send: (topic, records) => main.call('send', { topic, records }),
    close: () => Promise.resolve(),
  };
  const log = openEventsToRead(databases.eventsDb, {
    deadLetters: publisher, // no group is here that has any
    onRetry: (topic, error, attempt) => {
      logger.warn({ topic, err: error, attempt }, 'records could not be handled; trying again');
    },
    lagWatch: new LagWatch({ logger, metrics }),
  });
  const registry = new RegistryOfMain(main);
  const isRegistry = (topic: string): boolean => topic === TOPICS.verifiers.name;
  const subscriber: Subscriber = {
    subscribe: (options) =>
      isRegistry(options.topic) && options.mode === 'broadcast'
        ? registry.subscribe(options)
        : log.subscriber.subscribe(options),
    endOf: (topic) => (isRegistry(topic) ? main.call('endOfRegistry', null) : log.subscriber.endOf(topic)),
    handledBy: (group, topic) => log.subscriber.handledBy(group, topic),
    close: () => log.subscriber.close(),
  };
  const calls: VerifyingCalls = {
    grown: () => {
      log.wake(TOPICS.keyEvents.name);
    },
    registry: ({ id, records }) => registry.handle(id, records.map(withBuffer)),
  };
  return {
    publisher,
    subscriber,
    store: SqliteVerificationStore.reading(databases.derivedDb, (...batch) => main.call('apply', batch)),
    log,
    calls,
  };
}

/** Follows the topic `verifiers` in the main thread. */
class RegistryOfMain {
  private readonly handlers = new Map<number, RecordsHandler>();
  private last = 0;

  constructor(private readonly main: VerifyingParts['main']) {}

  async subscribe({ after, handle }: BroadcastOptions): Promise<Subscription> {
    const id = ++this.last;
    const failure = new Failure();
    this.handlers.set(id, async (records) => {
      try {
        await handle(records);
      } catch (error) {
        failure.fail(error);
        throw error;
      }
    });
    try {
      await this.main.call('follow', { id, after });
    } catch (error) {
      this.handlers.delete(id);
      throw isRebuildNeeded(error) ? new RebuildNeeded(error.message) : error;
    }
    return {
      failed: failure.promise,
      close: async () => {
        this.handlers.delete(id);
        await this.main.call('unfollow', id);
      },
    };
  }

  /** The main thread waits for it before it hands over more; what comes after the end nobody misses. */
  async handle(id: number, records: Parameters<RecordsHandler>[0]): Promise<void> {
    await this.handlers.get(id)?.(records);
  }
}

/** Between threads an error loses its class. */
function isRebuildNeeded(error: unknown): error is Error {
  return error instanceof Error && error.name === 'RebuildNeeded';
}
