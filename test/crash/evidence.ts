import { join } from 'node:path';
import { coversAll, decodeKeyEvent, type IncomingRecord, TOPICS } from '#contracts';
import { type EmbeddedLog } from '#messaging/adapters/embedded';
import { type Composition, openFiles } from './small-system.js';
import { StreamHeads } from './stream-heads.js';
import { STREAMS } from './streams.js';

/** What a data folder holds, by stream; streams without anything are missing. */
export interface Evidence {
  /** Versions in the store, in order. */
  readonly stored: ReadonlyMap<string, readonly number[]>;
  /** Versions in the order of their first appearance on key-events. */
  readonly logged: ReadonlyMap<string, readonly number[]>;
  /** Records on key-events, repeated ones included. */
  readonly records: number;
  readonly projected: ReadonlyMap<string, number>;
  readonly unpublished: number;
}

/** Reads the data folder of a dead process and changes nothing that it promised to keep. */
export async function evidenceIn(folder: string, composition: Composition): Promise<Evidence> {
  const { store, log, close } = openFiles(folder, composition);
  const heads = StreamHeads.open(join(folder, 'derived.db'));
  try {
    const stored = new Map<string, readonly number[]>();
    for (const stream of STREAMS) {
      const versions = (await store.read(stream, 0)).flatMap((commit) => commit.events.map((event) => event.version));
      if (versions.length > 0) stored.set(stream, versions);
    }
    return {
      stored,
      ...(await firstAppearances(log)),
      projected: heads.all(),
      unpublished: await store.countUnpublished(),
    };
  } finally {
    heads.close();
    await log.close();
    await store.close();
    close();
  }
}

async function firstAppearances(log: EmbeddedLog): Promise<Pick<Evidence, 'logged' | 'records'>> {
  const records = await recordsOf(log, TOPICS.keyEvents.name);
  const seen = new Map<string, Set<number>>();
  for (const record of records) {
    const decoded = decodeKeyEvent(record);
    if (decoded.outcome !== 'event') throw new Error(`unreadable at offset ${String(record.offset)}`);
    const { ownerId, version } = decoded.recorded;
    seen.set(ownerId, (seen.get(ownerId) ?? new Set()).add(version));
  }
  return { records: records.length, logged: new Map([...seen].map(([stream, versions]) => [stream, [...versions]])) };
}

async function recordsOf(log: EmbeddedLog, topic: string): Promise<readonly IncomingRecord[]> {
  const end = await log.subscriber.endOf(topic);
  const records: IncomingRecord[] = [];
  const reached: Record<number, number> = {};
  if (coversAll(reached, end)) return records;
  await new Promise<void>((resolve, reject) => {
    const handle = (batch: readonly IncomingRecord[]): Promise<void> => {
      for (const record of batch) reached[record.partition] = record.offset;
      records.push(...batch);
      if (coversAll(reached, end)) resolve();
      return Promise.resolve();
    };
    log.subscriber
      .subscribe({ topic, mode: 'broadcast', after: {}, handle })
      .then(({ failed }) => failed)
      .catch(reject);
  });
  return records;
}
