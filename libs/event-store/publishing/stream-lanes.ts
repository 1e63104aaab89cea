import { type OwnerId } from '#contracts';

/** One piece of work per stream at a time, in the order it was asked for; different streams do not wait for each other. */
export class StreamLanes {
  private readonly tails = new Map<OwnerId, Promise<unknown>>();

  run<T>(stream: OwnerId, work: () => Promise<T>): Promise<T> {
    const outcome = (this.tails.get(stream) ?? Promise.resolve()).then(work);
    const tail = outcome.catch(() => undefined).then(() => {
      if (this.tails.get(stream) === tail) this.tails.delete(stream);
    });
    this.tails.set(stream, tail);
    return outcome;
  }

  isBusy(stream: OwnerId): boolean {
    return this.tails.has(stream);
  }

  /** Resolves when no work is left. */
  async idle(): Promise<void> {
    while (this.tails.size > 0) await Promise.all(this.tails.values());
  }
}
