import { type OutgoingRecord, type Position } from '#contracts';
import { type Publisher } from '#messaging';

/** What becomes of one send: taken; lost; taken whole or in its first half, but the answer is lost. */
export type Fate = 'taken' | 'lost' | 'answer-lost' | 'half-taken';

/** Partitions in memory, shared by any number of publishers. */
export class MemoryTopic implements Pick<Publisher, 'send'> {
  readonly records: (OutgoingRecord & { readonly position: Position })[] = [];
  private readonly ends = new Map<number, number>();

  send(_topic: string, records: readonly OutgoingRecord[]): Promise<readonly Position[]> {
    return Promise.resolve(records.map((record) => this.append(record)));
  }

  versionsOf(stream: string): readonly number[] {
    return this.records.filter((record) => record.key === stream).map(versionIn);
  }

  firstAppearancesOf(stream: string): readonly number[] {
    return [...new Set(this.versionsOf(stream))];
  }

  private append(record: OutgoingRecord): Position {
    const partition = Buffer.from(record.key).reduce((sum, byte) => sum + byte, 0) % 3;
    const offset = this.ends.get(partition) ?? 0;
    this.ends.set(partition, offset + 1);
    const position = { partition, offset };
    this.records.push({ ...record, position });
    return position;
  }
}

/**
 * A broker connection that behaves as the Publisher port allows at its worst. Answers take some turns of the event
 * loop.
 */
export class FlakyPublisher implements Publisher {
  /** Every attempt, in order. */
  readonly sends: (readonly OutgoingRecord[])[] = [];
  /** What `inner` has taken, in order. */
  readonly taken: OutgoingRecord[] = [];
  /** Sends that began while another one of the same key was under way: the port forbids them. */
  overlaps = 0;
  private readonly underWay = new Set<string>();
  private gate: Promise<void> = Promise.resolve();

  constructor(
    private readonly inner: Pick<Publisher, 'send'>,
    private readonly fateOf: (nth: number, records: readonly OutgoingRecord[]) => Fate = () => 'taken',
  ) {}

  /** Sends wait until the returned function is called. */
  hold(): () => void {
    let open = (): void => undefined;
    this.gate = new Promise<void>((resolve) => {
      open = resolve;
    });
    return open;
  }

  async send(topic: string, records: readonly OutgoingRecord[]): Promise<readonly Position[]> {
    this.sends.push(records);
    const nth = this.sends.length;
    const keys = new Set(records.map((record) => record.key));
    for (const key of keys) {
      if (this.underWay.has(key)) this.overlaps++;
      this.underWay.add(key);
    }
    try {
      const fate = this.fateOf(nth, records);
      await this.gate;
      await turns(nth % 4);
      const count = {
        taken: records.length,
        lost: 0,
        'answer-lost': records.length,
        'half-taken': Math.ceil(records.length / 2),
      }[fate];
      const taken = records.slice(0, count);
      const positions = await this.inner.send(topic, taken);
      this.taken.push(...taken);
      await turns(nth % 3);
      if (fate !== 'taken') throw new Error(`the broker did not answer (${fate})`);
      return positions;
    } finally {
      for (const key of keys) this.underWay.delete(key);
    }
  }

  close(): Promise<void> {
    return Promise.resolve();
  }
}

/** The same course of fates every time, for a seed. */
export function fates(seed: number): (nth: number) => Fate {
  const course = ['taken', 'lost', 'answer-lost', 'taken', 'half-taken', 'taken', 'taken'] as const;
  return (nth) => course[(nth * 5 + seed * 3 + (nth >> 3)) % course.length] ?? 'taken';
}

export function versionIn(record: OutgoingRecord): number {
  return Number(record.headers['ce_streamversion']);
}

async function turns(count: number): Promise<void> {
  for (let turn = 0; turn < count; turn++) await new Promise(setImmediate);
}
