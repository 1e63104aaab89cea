import { type IncomingRecord, type OutgoingRecord, type Position, type TopicDefinition } from '#contracts';
import { replacedUpTo } from '../../replaces-up-to.js';
import { type Bounds, PARTITION, positionsFrom, type TopicLog } from './topic-log.js';

/**
 * A topic that lives and ends with this process. It forgets what is older than its retention, and what a record
 * replaces once a newer one replaces that too: whoever still reads has had time to.
 */
export class VolatileTopic implements TopicLog {
  private readonly records = new Map<number, IncomingRecord>();
  private first = 0;
  private next = 0;
  private replacedUpTo = -1;

  constructor(private readonly definition: TopicDefinition) {}

  bounds(): Bounds {
    return { first: this.first, next: this.next };
  }

  append(records: readonly OutgoingRecord[], at: Date): readonly Position[] {
    const { name: topic, retentionMs } = this.definition;
    const positions = positionsFrom(this.next, records.length);
    for (const record of records) {
      const { key, headers, value } = record;
      this.records.set(this.next, {
        topic,
        partition: PARTITION,
        offset: this.next,
        key,
        headers,
        value: value && ownCopy(value),
        timestamp: at,
      });
      this.next++;
      this.replace(Math.min(replacedUpTo(record) ?? -1, this.next - 2));
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

  private replace(upTo: number): void {
    if (upTo <= this.replacedUpTo) return;
    for (; this.first <= this.replacedUpTo; this.first++) this.records.delete(this.first);
    this.replacedUpTo = upTo;
  }

  private forgetBefore(time: number): void {
    for (const [offset, { timestamp }] of this.records) {
      if (timestamp.getTime() >= time) return;
      this.records.delete(offset);
      this.first = offset + 1;
    }
  }
}

/** Small buffers are slices of a pool of many kilobytes, which would stay in memory for as long as one of them does. */
function ownCopy(value: Buffer): Buffer {
  const copy = Buffer.allocUnsafeSlow(value.byteLength);
  value.copy(copy);
  return copy;
}
