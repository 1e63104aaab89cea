import { type IncomingRecord, type OutgoingRecord, type Position, type Positions } from '#contracts';
import {
  type BroadcastOptions,
  type GroupOptions,
  type Publisher,
  RebuildNeeded,
  type Subscriber,
  type Subscription,
} from '#messaging';

/** A topic with one partition, in memory; one connection per process that a test plays. */
export class InMemoryLog {
  readonly records: IncomingRecord[] = [];
  private readonly readers = new Set<() => void>();
  /** Records before it are no longer held. */
  private start = 0;

  connect(): Connection {
    return new Connection(this);
  }

  append(topic: string, outgoing: readonly OutgoingRecord[]): Position[] {
    const positions = outgoing.map((record) => {
      const offset = this.records.length;
      this.records.push({ topic, partition: 0, offset, ...record, timestamp: new Date(0) });
      return { partition: 0, offset };
    });
    for (const wake of this.readers) wake();
    return positions;
  }

  /** What a reader that has handled `cursor` records gets next. */
  from(cursor: number): readonly IncomingRecord[] {
    return this.records.slice(Math.max(cursor, this.start));
  }

  /** Whether it holds nothing any more, or nothing yet. */
  get isEmpty(): boolean {
    return this.start === this.records.length;
  }

  /** Whether it goes on without a gap behind `offset`. */
  holds(offset: number): boolean {
    return offset >= this.start - 1;
  }

  /** As retention does: whoever begins to read now does not get what was written so far. */
  forget(): void {
    this.start = this.records.length;
  }

  onAppend(wake: () => void): () => void {
    this.readers.add(wake);
    return () => {
      this.readers.delete(wake);
    };
  }
}

export class Connection implements Publisher, Subscriber {
  /** `refused`: a send is rejected, nothing is written. `answer lost`: it is written, and rejected. */
  sends: 'fine' | 'refused' | 'answer lost' = 'fine';
  /** Records that were handed over. */
  delivered = 0;
  private frozen: { readonly sends: Promise<void> | null; readonly deliveries: Promise<void> | null } = {
    sends: null,
    deliveries: null,
  };
  private thawed: () => void = () => undefined;

  constructor(private readonly log: InMemoryLog) {}

  /** Nothing gets through until `thaw`, or deliveries only do not. */
  freeze(what: 'all' | 'deliveries' = 'all'): void {
    const thaw = new Promise<void>((resolve) => {
      this.thawed = resolve;
    });
    this.frozen = { sends: what === 'all' ? thaw : null, deliveries: thaw };
  }

  thaw(): void {
    this.frozen = { sends: null, deliveries: null };
    this.thawed();
  }

  async send(topic: string, records: readonly OutgoingRecord[]): Promise<readonly Position[]> {
    await this.frozen.sends;
    if (this.sends === 'refused') throw new Error('the log is away');
    const positions = this.log.append(topic, records);
    if (this.sends === 'answer lost') throw new Error('the answer was lost');
    return positions;
  }

  subscribe(options: GroupOptions | BroadcastOptions): Promise<Subscription> {
    const { handle } = options;
    let cursor = options.mode === 'broadcast' ? (options.after[0] ?? -1) + 1 : 0;
    if (cursor > 0 && !this.log.holds(cursor - 1)) return Promise.reject(new RebuildNeeded('the log has forgotten'));
    let isClosed = false;
    let isPumping = false;
    const pump = async (): Promise<void> => {
      if (isPumping) return;
      isPumping = true;
      for (;;) {
        await this.frozen.deliveries;
        const batch = this.log.from(cursor);
        const last = batch.at(-1);
        if (isClosed || last === undefined) break;
        this.delivered += batch.length;
        await handle(batch);
        cursor = last.offset + 1;
      }
      isPumping = false;
    };
    const stop = this.log.onAppend(() => {
      void pump();
    });
    void pump();
    const close = (): Promise<void> => {
      isClosed = true;
      stop();
      return Promise.resolve();
    };
    return Promise.resolve({ failed: new Promise<never>(() => undefined), close });
  }

  endOf(): Promise<Positions> {
    return Promise.resolve(this.log.isEmpty ? {} : { 0: this.log.records.length - 1 });
  }

  /** There are no groups here. */
  handledBy(): Promise<Positions> {
    return Promise.resolve({});
  }

  close(): Promise<void> {
    return Promise.resolve();
  }
}
