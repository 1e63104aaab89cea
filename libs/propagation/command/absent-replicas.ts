import { covers, coversAll, type Position } from '#contracts';
import { type Registry } from '../domain/registry.js';
import { type Clocks, type Schedule } from '../registry-log/time.js';

/** For so many LEASEs after a replica was seen, a change waits for one to come back. */
const LATELY = 8;

/**
 * Slows changes down when all replicas are out together. Replicas that cannot keep up leave until they can; a change
 * then waits for nobody, so changes come faster than ever and the replicas stay behind. A change that finds nobody
 * therefore waits until a replica has applied it: one LEASE, or as long as none has caught up already, if that is
 * longer. It only ever makes an answer later: what is confirmed, and when it may be, is decided without it.
 */
export class AbsentReplicas {
  private leaseMs = 0;
  private seenAt = -Infinity;
  /** Since when none has applied everything that is marked; null: one has. */
  private behindSince: number | null = null;
  private readonly waiting = new Map<() => void, Position>();

  constructor(
    private readonly clocks: Pick<Clocks, 'monotonic'>,
    private readonly schedule: Schedule,
  ) {}

  /** To be called when more of the registry was read. */
  read({ entries, marked }: Registry): void {
    const now = this.clocks.monotonic();
    const present = [...entries.values()];
    if (present.length > 0) {
      this.seenAt = now;
      this.leaseMs = Math.max(...present.map(({ leaseMs }) => leaseMs));
    }
    this.behindSince = present.some(({ applied }) => coversAll(applied, marked)) ? null : (this.behindSince ?? now);
    for (const [end, position] of this.waiting) if (present.some(({ applied }) => covers(applied, position))) end();
  }

  /**
   * Resolves when a replica has applied `position`, when that took too long, or after `withinMs`; at once if none was
   * there lately.
   */
  back(position: Position, withinMs: number): Promise<void> {
    const now = this.clocks.monotonic();
    if (this.leaseMs === 0 || now - this.seenAt >= LATELY * this.leaseMs) return Promise.resolve();
    const patience = Math.max(this.leaseMs, now - (this.behindSince ?? now));
    return new Promise((resolve) => {
      const end = (): void => {
        cancel();
        this.waiting.delete(end);
        resolve();
      };
      const cancel = this.schedule(Math.max(0, Math.min(patience, withinMs)), end);
      this.waiting.set(end, position);
    });
  }

  /** Releases everybody who waits. */
  release(): void {
    for (const end of this.waiting.keys()) end();
  }
}
