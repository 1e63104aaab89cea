import { createHash } from 'node:crypto';
import {
  coversAll,
  type EventEnvelope,
  type IncomingRecord,
  type OwnerId,
  type Positions,
  storedEventOf,
  TOPICS,
} from '#contracts';
import { StartRefused } from '#env';
import { readToEnd, type Subscriber } from '#messaging';
import { type EventHistory, type PlacedCommit } from './event-history.js';
import { type EventStore } from './event-store.js';
import { HistoryFault } from './history-fault.js';
import { requireStoreNotBehindLog } from './store-not-behind-log.js';

export interface RestoreFromLogParts {
  readonly store: Pick<EventStore, 'readStored'> & Pick<EventHistory, 'addPast'>;
  readonly subscriber: Pick<Subscriber, 'endOf' | 'subscribe'>;
  /** Called from time to time with the records that were compared and the events that were written so far. */
  readonly onProgress?: (compared: number, written: number) => void;
}

export interface RestoredFromLog {
  readonly records: number;
  readonly owners: number;
  /** Events that were written to the store, of how many owners. */
  readonly restored: number;
  readonly restoredOwners: number;
}

const KEY_EVENTS = TOPICS.keyEvents.name;
const BATCH = 500;

/**
 * Writes into a store that is behind key-events what the log holds and the store does not, once all of it is compared:
 * each version that both have is the same, and no version is missing. Nobody else may write to the store meanwhile.
 * The log is read twice, so that of an event no more is held than the few bytes that tell it from another.
 * A restored event is a commit of its own; which command it came from is not on the log.
 * @throws HistoryFault when the log and the store do not belong together; nothing was written then. Also when versions
 * came onto the log meanwhile: those that were there before are written, and the next run writes the others.
 */
export async function restoreFromLog(parts: RestoreFromLogParts): Promise<RestoredFromLog> {
  const compared = await compare(parts);
  const restored = compared.behind.size === 0 ? 0 : await writeMissing(parts, compared);
  await requireNothingNew(parts, compared.end);
  const { records, streams, behind } = compared;
  return { records, owners: streams.size, restored, restoredOwners: behind.size };
}

interface Compared {
  readonly records: number;
  /** Where the log ended. */
  readonly end: Positions;
  /** Of each owner what tells its versions from others, from 1, as the store and the log together have them. */
  readonly streams: ReadonlyMap<OwnerId, readonly number[]>;
  /** Of each owner of whom the store lacks something: its version in the store. */
  readonly behind: ReadonlyMap<OwnerId, number>;
}

async function compare({ store, subscriber, onProgress }: RestoreFromLogParts): Promise<Compared> {
  const streams = new Map<OwnerId, number[]>();
  const behind = new Map<OwnerId, number>();
  let records = 0;
  const take = async (record: IncomingRecord): Promise<void> => {
    const envelope = storedEventOf(record);
    if (envelope === undefined) return; // of nobody: as at a start, it says nothing of the store
    const { ownerId, version } = envelope;
    const marks = streams.get(ownerId) ?? (await marksInStore(store, ownerId));
    streams.set(ownerId, marks);
    if (version > marks.length + 1)
      throw new HistoryFault(
        `key-events holds ${ownerId} at version ${String(version)} and lacks the one before, so the event store cannot be restored from it. Nothing was changed. Restore a newer backup first.`,
      );
    const known = marks[version - 1];
    if (known !== undefined && known !== markOf(envelope))
      throw new HistoryFault(
        `key-events and the event store hold another ${ownerId} at version ${String(version)}: this is another log’s store, or it was written to after it was restored. Nothing was changed.`,
      );
    if (known !== undefined) return;
    if (!behind.has(ownerId)) behind.set(ownerId, marks.length);
    marks.push(markOf(envelope));
  };
  const end = await readToEnd(subscriber, {
    topic: KEY_EVENTS,
    after: {},
    handle: async (batch) => {
      for (const record of batch) await take(record);
      records += batch.length;
      onProgress?.(records, 0);
    },
  });
  return { records, end, streams, behind };
}

/** Writes what was compared, as it is handed over again; resolves with how many events that were. */
async function writeMissing(
  { store, subscriber, onProgress }: RestoreFromLogParts,
  { records, streams, behind }: Compared,
): Promise<number> {
  const heads = new Map(behind);
  let written = 0;
  const missing = (record: IncomingRecord): readonly PlacedCommit[] => {
    const envelope = storedEventOf(record);
    if (envelope === undefined) return [];
    const { ownerId, version } = envelope;
    const head = heads.get(ownerId);
    const last = streams.get(ownerId)?.length ?? 0;
    if (head === undefined || version !== head + 1 || version > last) return [];
    heads.set(ownerId, version);
    return [commitOf(envelope, record)];
  };
  await readToEnd(subscriber, {
    topic: KEY_EVENTS,
    after: {},
    handle: async (batch) => {
      const commits = batch.flatMap(missing);
      for (let at = 0; at < commits.length; at += BATCH) await store.addPast(commits.slice(at, at + BATCH));
      written += commits.length;
      onProgress?.(records, written);
    },
  });
  return written;
}

async function requireNothingNew(parts: RestoreFromLogParts, end: Positions): Promise<void> {
  try {
    await requireStoreNotBehindLog(parts);
  } catch (error) {
    const hasGrown = error instanceof StartRefused && !coversAll(end, await parts.subscriber.endOf(KEY_EVENTS));
    if (!hasGrown) throw error;
    throw new HistoryFault(
      'key-events has grown since it was compared: stop every key-command, then run restore-store again. What was there before is in the event store.',
      { cause: error },
    );
  }
}

async function marksInStore(store: RestoreFromLogParts['store'], ownerId: OwnerId): Promise<number[]> {
  const marks: number[] = [];
  for (const { envelopes } of await store.readStored(ownerId, 0)) marks.push(...envelopes.map(markOf));
  return marks;
}

function commitOf(envelope: EventEnvelope, { partition, offset }: IncomingRecord): PlacedCommit {
  const { ownerId: stream, version, at } = envelope;
  return {
    stream,
    firstVersion: version,
    commandId: `restored:${stream}@${String(version)}`,
    fingerprint: null,
    appendedAt: new Date(at),
    envelopes: [envelope],
    position: { partition, offset },
  };
}

/** 48 bits of a digest: a number, of which an array holds millions in 8 bytes each. */
function markOf(envelope: EventEnvelope): number {
  return createHash('sha256').update(JSON.stringify(envelope, inOneOrder)).digest().readUIntBE(0, 6);
}

/** Stores may give the members of a value back in any order. */
function inOneOrder(_name: string, value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)));
}
