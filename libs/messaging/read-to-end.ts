import { coversAll, type IncomingRecord, type Positions } from '#contracts';
import { type RecordsHandler, type Subscriber } from './subscriber.js';

export interface ReadToEndOptions {
  readonly topic: string;
  /** As of a broadcast subscription. */
  readonly after: Positions;
  /**
   * Gets exactly the records behind `after` that the topic held when it was asked for its end; may throw as a broadcast
   * handler may.
   */
  readonly handle: RecordsHandler;
  /** How long the log may hand over nothing before it is given up, in milliseconds. Time in `handle` does not count. */
  readonly stallMs?: number;
}

/**
 * Reads a topic once, up to the end that it has now. Resolves with that end when everything up to it is handled.
 * @throws RebuildNeeded as a subscription does · Error when the log hands over nothing for `stallMs`.
 */
export async function readToEnd(
  subscriber: Pick<Subscriber, 'endOf' | 'subscribe'>,
  { topic, after, handle, stallMs = 30_000 }: ReadToEndOptions,
): Promise<Positions> {
  const end = await subscriber.endOf(topic);
  if (coversAll(after, end)) return end;
  const handled: Record<number, number> = { ...after };
  let finish: (failure: Error | null) => void = () => undefined;
  const complete = new Promise<void>((resolve, reject) => {
    finish = (failure) => {
      if (failure === null) resolve();
      else reject(failure);
    };
  });
  const stalled = (): void => {
    finish(new Error(`${topic} handed over nothing for ${String(stallMs)} ms: check the brokers, then try again`));
  };
  let watchdog = setTimeout(stalled, stallMs);
  const take = async (records: readonly IncomingRecord[]): Promise<void> => {
    const wanted = records.filter(({ partition, offset }) => offset <= (end[partition] ?? -1));
    if (wanted.length === 0) return;
    clearTimeout(watchdog);
    await handle(wanted);
    for (const { partition, offset } of wanted) handled[partition] = offset;
    if (coversAll(handled, end)) finish(null);
    else watchdog = setTimeout(stalled, stallMs);
  };
  const reading = subscriber.subscribe({ topic, mode: 'broadcast', after, handle: take });
  try {
    await Promise.race([complete, reading.then(({ failed }) => failed)]);
    return end;
  } finally {
    clearTimeout(watchdog);
    void reading.then(
      (subscription) => subscription.close(),
      () => undefined,
    ); // not awaited: one that never began would never end; the log ends it too
  }
}
