import { type OutgoingRecord, type Position } from '#contracts';
import { GroupCommit, type SqliteDatabase } from '#sqlite';
import { type Publisher } from '../../publisher.js';
import { type OpenTopic, type Topics } from './topics.js';

interface PendingSend {
  readonly topic: OpenTopic;
  readonly records: readonly OutgoingRecord[];
}

/** Sends of one turn of the event loop share one transaction, since each makes the process wait for the disk once. */
export class EmbeddedPublisher implements Publisher {
  private readonly sends: GroupCommit<PendingSend, readonly Position[]>;
  private closed = false;

  constructor(
    database: SqliteDatabase,
    private readonly topics: Topics,
    private readonly now: () => Date,
  ) {
    this.sends = new GroupCommit(database, ({ topic, records }) => topic.log.append(records, this.now()));
  }

  async send(topicName: string, records: readonly OutgoingRecord[]): Promise<readonly Position[]> {
    if (this.closed) throw new Error('the log is closed: nothing can be sent any more');
    const topic = this.topics.of(topicName);
    if (records.length === 0) return [];
    const positions = topic.volatile ? topic.log.append(records, this.now()) : await this.sends.add({ topic, records });
    this.topics.grown(topicName);
    return positions;
  }

  /** Writes what is pending, then refuses further sends. */
  close(): Promise<void> {
    this.closed = true;
    this.sends.flush();
    return Promise.resolve();
  }
}
