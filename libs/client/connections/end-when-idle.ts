/** Ends a connection that is left once nothing waits on it any more. */
export class EndWhenIdle {
  private waiting = 0;
  private isLeft = false;

  constructor(private readonly end: () => void) {}

  /** A question goes out on it. */
  begin(): void {
    this.waiting += 1;
  }

  /** A question has its answer, or will have none. */
  finish(): void {
    this.waiting -= 1;
    this.endIfDone();
  }

  leave(): void {
    this.isLeft = true;
    this.endIfDone();
  }

  private endIfDone(): void {
    if (this.isLeft && this.waiting === 0) this.end();
  }
}
