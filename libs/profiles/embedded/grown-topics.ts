/** A busy moment is one message. */
const GATHER_MS = 50;

/** Passes on to one listener which topics have more records, those of a moment together. */
export class GrownTopics {
  private readonly grown = new Set<string>();
  private listener: ((topics: readonly string[]) => void) | undefined;

  readonly add = (topic: string): void => {
    if (this.grown.size === 0)
      setTimeout(() => {
        this.listener?.([...this.grown]);
        this.grown.clear();
      }, GATHER_MS).unref();
    this.grown.add(topic);
  };

  listen(listener: (topics: readonly string[]) => void): void {
    this.listener = listener;
  }
}
