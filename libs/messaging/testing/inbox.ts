import { type IncomingRecord } from '#contracts';
import { type RecordsHandler } from '../subscriber.js';

/** A handler that keeps what it gets, and lets a test wait for it. */
export class Inbox {
  readonly batches: (readonly IncomingRecord[])[] = [];
  private waiting: (() => void)[] = [];

  /** @param judge throws what the handler is to throw for a batch; what it throws for is not kept. */
  constructor(private readonly judge: (records: readonly IncomingRecord[]) => void | Promise<void> = () => undefined) {}

  readonly handle: RecordsHandler = async (records) => {
    await this.judge(records);
    this.batches.push(records);
    for (const check of this.waiting) check();
  };

  get records(): readonly IncomingRecord[] {
    return this.batches.flat();
  }

  /** The records so far, once there are at least `count`. */
  atLeast(count: number): Promise<readonly IncomingRecord[]> {
    return this.until((records) => records.length >= count);
  }

  /** The records so far, once `enough` is true of them. */
  until(enough: (records: readonly IncomingRecord[]) => boolean): Promise<readonly IncomingRecord[]> {
    return new Promise((resolve) => {
      const check = () => {
        if (enough(this.records)) resolve(this.records);
      };
      this.waiting.push(check);
      check();
    });
  }
}

/** A door that opens once; whoever passes before waits. */
export class Gate {
  isOpen = false;
  private readonly opened: Promise<void>;
  private unlock: () => void = () => undefined;

  constructor() {
    this.opened = new Promise((resolve) => {
      this.unlock = resolve;
    });
  }

  pass(): Promise<void> {
    return this.opened;
  }

  open(): void {
    this.isOpen = true;
    this.unlock();
  }
}
