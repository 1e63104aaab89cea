import { coversAll, type Positions } from '#contracts';
import { type RecordsHandler } from '#messaging';
import { type ReminderStore } from '../ports/reminder-store.js';

/**
 * Whether the schedules have caught up with what key-events held at the start: before that, a rotation that happened while nobody listened may not
 * be known, and its reminder would be wrong. Records of parked owners never arrive; so silence for `quietMs` counts too.
 */
export class CatchUp {
  private reached = false;
  private lastBatch = performance.now();

  constructor(private readonly store: Pick<ReminderStore, 'positions'>, private readonly target: Positions, private readonly quietMs: number) {}

  /** `handle`, and its batches noticed. */
  noticing(handle: RecordsHandler): RecordsHandler {
    return async (records) => {
      this.lastBatch = performance.now();
      await handle(records);
      this.lastBatch = performance.now();
    };
  }

  async isReached(): Promise<boolean> {
    this.reached ||= coversAll(await this.store.positions(), this.target) || performance.now() - this.lastBatch >= this.quietMs;
    return this.reached;
  }
}
