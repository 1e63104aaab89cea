import { decodeKeyEvent, type IncomingRecord, type OwnerId, type Positions, TOPICS } from '#contracts';
import { readToEnd, type Subscriber } from '#messaging';
import { StartRefused } from '#env';
import { type EventStore } from './event-store.js';

export interface StoreNotBehindLogParts {
  readonly store: Pick<EventStore, 'readStored'>;
  readonly subscriber: Pick<Subscriber, 'endOf' | 'subscribe'>;
  readonly topic?: string;
  /** How long the log may hand over nothing; see `readToEnd`. */
  readonly stallMs?: number;
}

/**
 * Requires that the last record of every partition of key-events is in the store, as it is unless the store was
 * restored from a backup older than the log. Reads one record of each partition. A record that names no owner and
 * version says nothing about the store and is passed over.
 * @throws StartRefused that names what is missing and the procedure. Nothing may be appended then: consumers drop
 * versions they have seen, so changes would be answered as done and have no effect.
 */
export async function requireStoreNotBehindLog(parts: StoreNotBehindLogParts): Promise<void> {
  const { store } = parts;
  const published = (await lastRecords(parts)).flatMap((record) => publishedIn(record) ?? []);
  const missing = await Promise.all(published.map(async (event) => ((await holds(store, event)) ? [] : [event])));
  const [event] = missing.flat();
  if (event === undefined) return;
  const { ownerId, version } = event;
  const inStore = (await store.readStored(ownerId, 0)).at(-1)?.lastVersion ?? 0;
  throw new StartRefused(
    `The event store is behind the log: key-events holds ${ownerId} at version ${String(version)}, the store at version ${String(inStore)}. ` +
      'It was restored from a backup that is older than the log, or this is another log’s store. Nothing was changed. ' +
      'Write back what the log holds (npm run ops -- restore-store), or restore a backup that holds it: docs/operations.md, “A store restored from an old backup”.',
  );
}

interface PublishedEvent {
  readonly ownerId: OwnerId;
  readonly version: number;
}

function publishedIn(record: IncomingRecord): PublishedEvent | undefined {
  const decoded = decodeKeyEvent(record);
  const { ownerId, version } = decoded.outcome === 'event' ? decoded.recorded : decoded;
  return ownerId === null || version === null ? undefined : { ownerId, version };
}

async function holds(store: StoreNotBehindLogParts['store'], { ownerId, version }: PublishedEvent): Promise<boolean> {
  const [commit] = await store.readStored(ownerId, version - 1);
  return commit !== undefined && commit.firstVersion <= version;
}

/** The last record of each partition that holds any, as of now. */
async function lastRecords({
  subscriber,
  topic = TOPICS.keyEvents.name,
  stallMs,
}: StoreNotBehindLogParts): Promise<readonly IncomingRecord[]> {
  const last = new Map<number, IncomingRecord>();
  await readToEnd(subscriber, {
    topic,
    after: justBefore(await subscriber.endOf(topic)),
    ...(stallMs === undefined ? {} : { stallMs }),
    handle: (records) => {
      for (const record of records) last.set(record.partition, record);
      return Promise.resolve();
    },
  });
  return [...last.values()];
}

function justBefore(end: Positions): Positions {
  return Object.fromEntries(Object.entries(end).map(([partition, offset]) => [partition, offset - 1]));
}
