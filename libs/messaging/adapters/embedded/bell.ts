/**
 * Wakes the readers that wait on one topic. Read, then wait, without an await between the two: then no ring is missed.
 */
export class Bell {
  private waiting: (() => void)[] = [];

  /** Resolves at the next ring. */
  rung(): Promise<void> {
    return new Promise((resolve) => this.waiting.push(resolve));
  }

  ring(): void {
    const woken = this.waiting;
    this.waiting = [];
    for (const wake of woken) wake();
  }
}
