import { type Instant, elapsed } from '../domain/lease.js';

/**
 * Why a replica may answer no more: no renewal counted in time, others ended its incarnation, or it left because it
 * could not apply a change in time.
 */
export const LOSSES = ['expired', 'fenced', 'behind'] as const;
export type Loss = (typeof LOSSES)[number];

/** Notices when the right to answer is lost, and when it is there again. */
export class ServingWatch {
  readonly losses: Record<Loss, number> = { expired: 0, fenced: 0, behind: 0 };
  private isServing = false;
  private cause: Loss = 'expired';
  private lost: { readonly reason: Loss; readonly at: Instant } | null = null;

  constructor(private readonly log: (message: string, details: Readonly<Record<string, unknown>>) => void) {}

  /** The reason to report for the next loss. */
  because(cause: Loss): void {
    this.cause = cause;
  }

  note(mayAnswer: boolean, now: Instant): void {
    if (mayAnswer !== this.isServing) {
      this.isServing = mayAnswer;
      if (mayAnswer) this.found(now);
      else this.lose(now);
    }
    this.cause = 'expired';
  }

  private lose(at: Instant): void {
    const reason = this.cause;
    this.losses[reason] += 1;
    this.lost = { reason, at };
    this.log('this replica has lost its lease: it gives no verdicts until it has one again', { reason });
  }

  private found(now: Instant): void {
    if (this.lost === null) return;
    this.log('this replica has a lease again', {
      reason: this.lost.reason,
      withoutMs: Math.round(elapsed(this.lost.at, now)),
    });
    this.lost = null;
  }
}
