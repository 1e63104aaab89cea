import { type OutgoingRecord, type Position } from '#contracts';
import { type SqliteDatabase, transaction } from '#sqlite';
import { type Publisher } from '../../publisher.js';
import { type OpenTopic, type Topics } from './topics.js';

interface PendingSend {
  readonly topic: OpenTopic;
  readonly records: readonly OutgoingRecord[];
  readonly resolve: (positions: readonly Position[]) => void;
  readonly reject: (error: unknown) => void;
}

/** Sends of one turn of the event loop share one transaction, since each makes the process wait for the disk once. */
export class EmbeddedPublisher implements Publisher {
  private pending: PendingSend[] = [];
  private closed = false;

  constructor(private readonly database: SqliteDatabase, private readonly topics: Topics, private readonly now: () => Date) {}

  async send(topicName: string, records: readonly OutgoingRecord[]): Promise<readonly Position[]> {
    if (this.closed) throw new Error('the log is closed: nothing can be sent any more');
    const topic = this.topics.of(topicName);
    if (records.length === 0) return [];
    if (topic.volatile) {
      const positions = topic.log.append(records, this.now());
      topic.bell.ring();
      return positions;
    }
    return new Promise((resolve, reject) => {
      if (this.pending.length === 0) setImmediate(() => { this.flush(); });
      this.pending.push({ topic, records, resolve, reject });
    });
  }

  /** Writes what is pending, then refuses further sends. */
  close(): Promise<void> {
    this.closed = true;
    this.flush();
    return Promise.resolve();
  }

  private flush(): void {
    const sends = this.pending;
    this.pending = [];
    if (sends.length === 0) return;
    try {
      this.commit(sends);
    } catch {
      for (const send of sends) this.commitAlone(send);
    }
  }

  private commit(sends: readonly PendingSend[]): void {
    const at = this.now();
    const appended = transaction(this.database, () => sends.map((send) => ({ ...send, positions: send.topic.log.append(send.records, at) })));
    for (const { positions, resolve } of appended) resolve(positions);
    for (const { bell } of new Set(sends.map(({ topic }) => topic))) bell.ring();
  }

  /** One send that cannot be written must not take its neighbours with it. */
  private commitAlone(send: PendingSend): void {
    try {
      this.commit([send]);
    } catch (error) {
      send.reject(error);
    }
  }
}
