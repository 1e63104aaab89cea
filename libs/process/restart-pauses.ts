import { backOffMs } from '#async';

/** One that has run for so long did not end because of its start. */
const SETTLED_MS = 10_000;
const AGAIN = { firstMs: 100, capMs: 5000 };

/** How long to wait before what ended by itself is started again: not at all, then longer and longer. */
export class RestartPauses {
  private deaths = 0;

  /** @param ranMs how long it ran; 0: it could not start. */
  after(ranMs: number): number {
    this.deaths = ranMs >= SETTLED_MS ? 0 : this.deaths + 1;
    return this.deaths === 0 ? 0 : backOffMs(AGAIN, this.deaths);
  }
}
