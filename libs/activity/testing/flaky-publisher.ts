import { type OutgoingRecord, type Position } from '#contracts';
import { type Publisher } from '#messaging';

/** What becomes of one send: taken; lost; taken whole or in its first half, but the answer is lost. */
export type Fate = 'taken' | 'lost' | 'answer-lost' | 'half-taken';

/** A publisher that behaves as the port allows at its worst. */
export class FlakyPublisher implements Pick<Publisher, 'send'> {
  /** Every attempt, in order. */
  readonly sends: (readonly OutgoingRecord[])[] = [];
  /** What the log has taken, in order. */
  readonly taken: OutgoingRecord[] = [];
  private gate: Promise<void> = Promise.resolve();

  /** @param inner what takes the records; without it they are only remembered. */
  constructor(
    private readonly fateOf: (nth: number) => Fate = () => 'taken',
    private readonly inner?: Pick<Publisher, 'send'>,
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
    const fate = this.fateOf(this.sends.length);
    await this.gate;
    const count = {
      taken: records.length,
      lost: 0,
      'answer-lost': records.length,
      'half-taken': Math.ceil(records.length / 2),
    }[fate];
    const taken = records.slice(0, count);
    const positions =
      (await this.inner?.send(topic, taken)) ??
      taken.map((_, index) => ({ partition: 0, offset: this.taken.length + index }));
    this.taken.push(...taken);
    if (fate !== 'taken') throw new Error(`the broker did not answer (${fate})`);
    return positions;
  }
}

/** The same course of fates every time, for a seed. */
export function fates(seed: number): (nth: number) => Fate {
  const course = ['taken', 'lost', 'answer-lost', 'taken', 'half-taken', 'taken', 'taken'] as const;
  return (nth) => course[(nth * 5 + seed * 3 + (nth >> 3)) % course.length] ?? 'taken';
}
