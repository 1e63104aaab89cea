import { type BackOff } from '#async';
import { openBesideWriter, openDatabase, type SqliteDatabase } from '#sqlite';
import { type DeadLetterNotice } from '../../delivery.js';
import { type LagWatch } from '../../lag-watch.js';
import { type ParkedKeys } from '../../parked-keys.js';
import { type Publisher } from '../../publisher.js';
import { type Retryable, type Subscriber } from '../../subscriber.js';
import { EmbeddedPublisher } from './embedded-publisher.js';
import { EMBEDDED_TOPICS, type EmbeddedTopic } from './embedded-topic.js';
import { EmbeddedSubscriber } from './embedded-subscriber.js';
import { GroupProgress } from './group-progress.js';
import { Topics } from './topics.js';

export interface EmbeddedLogOptions {
  /**
   * The database in which groups remember how far they are and what they have parked: best the one that they write to.
   * When it is gone, they start again. Default: `:memory:`.
   */
  readonly groupsPath?: string;
  /** No group subscribes here: another thread has `groupsPath` open, and how far they are is only read. */
  readonly readsGroups?: boolean;
  readonly topics?: readonly EmbeddedTopic[];
  /** Between attempts after Retryable. */
  readonly backOff?: BackOff;
  /**
   * How long a group waits for more when records come after a pause, so that it handles, and makes durable, many at
   * once. No answer waits for a group. Default: 0.
   */
  readonly groupLingerMs?: number;
  /** Called before each wait of a retry, for logs and metrics. */
  readonly onRetry?: (topic: string, error: Retryable, attempt: number) => void;
  readonly onDeadLetter?: DeadLetterNotice;
  /** Takes dead letters. Default: the log itself, which has to be open for writing then. */
  readonly deadLetters?: Pick<Publisher, 'send'>;
  /** Called when a topic has more records, at the latest in the turn of the event loop in which they can be read. */
  readonly onGrown?: (topic: string) => void;
  /** Watches the subscriptions; default: nobody does. */
  readonly lagWatch?: LagWatch;
  /** The time that records are stamped with, and that retention counts by. */
  readonly now?: () => Date;
}

/**
 * The log of the standalone profile: topics of one partition in SQLite, consumed in the process that sends; groups also
 * over a connection that only reads, as of another thread, when `wake` says there what `onGrown` said here. A send that
 * resolved survives `kill -9` and a power cut (WAL, synchronous=FULL). One process at a time: the one that opens it
 * holds the data folder's lock.
 */
export class EmbeddedLog {
  private closing: Promise<void> | undefined;

  private constructor(
    readonly publisher: Publisher,
    readonly subscriber: Subscriber,
    readonly parkedKeys: ParkedKeys,
    private readonly topics: Topics,
    private readonly release: () => void,
  ) {}

  /** @param eventsPath the database of the truth, or `:memory:`. The log has tables of its own in it. */
  static open({ eventsPath, ...options }: EmbeddedLogOptions & { readonly eventsPath: string }): EmbeddedLog {
    const events = openDatabase(eventsPath, { durability: 'full' });
    return EmbeddedLog.over(events, options, () => {
      events.close();
    });
  }

  /** Over a database that others share. Whoever opened it closes it after the log, unless `release` does. */
  static over(events: SqliteDatabase, options: EmbeddedLogOptions, release: () => void = () => undefined): EmbeddedLog {
    const {
      groupsPath = ':memory:',
      readsGroups = false,
      topics: definitions = EMBEDDED_TOPICS,
      backOff = { firstMs: 20, capMs: 5000 },
      groupLingerMs = 0,
      now = () => new Date(),
      onRetry,
      onDeadLetter,
      onGrown,
      lagWatch,
    } = options;
    events.exec('PRAGMA secure_delete = ON'); // what a tombstone erases is overwritten
    const groups = readsGroups ? openBesideWriter(groupsPath) : openDatabase(groupsPath, { durability: 'normal' });
    const progress = new GroupProgress(groups);
    const topics = new Topics(events, definitions, progress, onGrown);
    const publisher = new EmbeddedPublisher(events, topics, now);
    const subscriber = new EmbeddedSubscriber({
      topics,
      progress,
      deadLetters: options.deadLetters ?? publisher,
      backOff,
      groupLingerMs,
      onRetry,
      onDeadLetter,
    });
    return new EmbeddedLog(publisher, lagWatch?.over(subscriber) ?? subscriber, progress, topics, () => {
      release();
      groups.close();
    });
  }

  /** Wakes who reads `topic`: what its `log` holds has grown without a send here. */
  wake(topic: string): void {
    this.topics.grown(topic);
  }

  /**
   * Ends the subscriptions after the batches that are being handled, writes what was sent, closes the databases.
   * Idempotent.
   */
  close(): Promise<void> {
    this.closing ??= this.closeInOrder();
    return this.closing;
  }

  private async closeInOrder(): Promise<void> {
    await this.subscriber.close();
    await this.publisher.close();
    this.release();
  }
}
