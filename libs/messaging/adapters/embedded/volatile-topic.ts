import { type IncomingRecord, type OutgoingRecord, type Position, type TopicDefinition } from '#contracts';
import { type Bounds, PARTITION, positionsFrom, type TopicLog } from './topic-log.js';

/** A topic that lives and ends with this process, bounded by its retention. */
export class VolatileTopic implements TopicLog {
  private readonly records = new Map<number, IncomingRecord>();
  private first = 0;
  private next = 0;

  constructor(private readonly definition: TopicDefinition) {}

  bounds(): Bounds {
    return { first: this.first, next: this.next };
  }

  append(records: readonly OutgoingRecord[], at: Date): readonly Position[] {
    const { name: topic, retentionMs } = this.definition;
    const positions = positionsFrom(this.next, records.length);
    for (const { key, headers, value } of records) {
      this.records.set(this.next, {
        topic,
        partition: PARTITION,
        offset: this.next,
        key,
        headers,
        value,
        timestamp: at,
      });
      this.next++;
    }
    if (retentionMs >= 0) this.forgetBefore(at.getTime() - retentionMs);
    return positions;
  }

  read(from: number, limit: number): readonly IncomingRecord[] {
    const start = Math.max(from, this.first);
    const offsets = Array.from(
      { length: Math.max(0, Math.min(limit, this.next - start)) },
      (_, index) => start + index,
    );
    return offsets.flatMap((offset) => this.records.get(offset) ?? []);
  }

  private forgetBefore(time: number): void {
    for (const [offset, { timestamp }] of this.records) {
      if (timestamp.getTime() >= time) return;
      this.records.delete(offset);
      this.first = offset + 1;
    }
  }
}
