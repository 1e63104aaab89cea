import { coversAll, type IncomingRecord, type Positions } from '#contracts';
import { openKafkaToRead } from '#messaging/adapters/kafka';
import { eventually } from '../kit/eventually.js';

const EVERY_RECORD_MS = 60_000;

/** Reads along on a topic from its first record on, and survives the brokers' outages as the services do. */
export class TopicTail {
  private readonly records: IncomingRecord[] = [];

  private constructor(
    private readonly log: ReturnType<typeof openKafkaToRead>,
    private readonly topic: string,
  ) {}

  static async open(brokers: readonly string[], topic: string): Promise<TopicTail> {
    const log = openKafkaToRead({ brokers, clientId: 'scenario-tail' });
    const tail = new TopicTail(log, topic);
    await log.subscriber.subscribe({
      mode: 'broadcast',
      topic,
      after: {},
      handle: (batch) => {
        tail.records.push(...batch);
        return Promise.resolve();
      },
    });
    return tail;
  }

  /** For those who send records of their own. */
  get publisher(): ReturnType<typeof openKafkaToRead>['publisher'] {
    return this.log.publisher;
  }

  /** All records that it holds now, those of one partition in order, each once. */
  async all(): Promise<readonly IncomingRecord[]> {
    const end = await this.log.subscriber.endOf(this.topic);
    await eventually(
      () => {
        if (!coversAll(this.read(), end)) throw new Error(`${this.topic} is not read to its end yet`);
      },
      { timeout: EVERY_RECORD_MS },
    );
    const once = new Map(
      this.records.map((record) => [`${String(record.partition)}:${String(record.offset)}`, record]),
    );
    return [...once.values()].sort((a, b) => a.partition - b.partition || a.offset - b.offset);
  }

  close(): Promise<void> {
    return this.log.close();
  }

  private read(): Positions {
    const read: Record<number, number> = {};
    for (const { partition, offset } of this.records) read[partition] = Math.max(offset, read[partition] ?? -1);
    return read;
  }
}
