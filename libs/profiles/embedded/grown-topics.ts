/** A busy moment is one message. */
const GATHER_MS = 50;

/**
 * Passes on which topics have more records: to one listener those of a moment together, to those who wait for one topic
 * at once.
 */
export class GrownTopics {
  private readonly grown = new Set<string>();
  private readonly atOnce = new Map<() => void, string>();
  private listener: ((topics: readonly string[]) => void) | undefined;

  readonly add = (topic: string): void => {
    if (this.grown.size === 0)
      setTimeout(() => {
        this.listener?.([...this.grown]);
        this.grown.clear();
      }, GATHER_MS).unref();
    this.grown.add(topic);
    for (const [waiting, awaited] of this.atOnce) if (awaited === topic) waiting();
  };

  listen(listener: (topics: readonly string[]) => void): void {
    this.listener = listener;
  }

  /** @returns ends it. */
  listenAtOnce(topic: string, listener: () => void): () => void {
    this.atOnce.set(listener, topic);
    return () => {
      this.atOnce.delete(listener);
    };
  }
}
