/**
 * Work for one key is done one at a time, in the order it came; work for different keys does not wait for each other.
 */
export class KeyedMutex {
  private readonly tails = new Map<string, Promise<unknown>>();

  /** Resolves and rejects as `work` does. */
  run<T>(key: string, work: () => Promise<T>): Promise<T> {
    const outcome = (this.tails.get(key) ?? Promise.resolve()).then(work);
    const tail = outcome
      .catch(() => undefined)
      .then(() => {
        if (this.tails.get(key) === tail) this.tails.delete(key);
      });
    this.tails.set(key, tail);
    return outcome;
  }

  isBusy(key: string): boolean {
    return this.tails.has(key);
  }

  /** Resolves when no work is left. */
  async idle(): Promise<void> {
    while (this.tails.size > 0) await Promise.all(this.tails.values());
  }
}
