import { createHash } from 'node:crypto';
import {
  type EventEnvelope,
  type IncomingRecord,
  type OwnerId,
  type Position,
  storedEventOf,
  TOPICS,
} from '#contracts';
import { readToEnd, type Subscriber } from '#messaging';
import { type EventHistory, type PastCommit } from './event-history.js';
import { type EventStore } from './event-store.js';
import { HistoryFault } from './history-fault.js';
import { requireStoreNotBehindLog } from './store-not-behind-log.js';

export interface RestoreFromLogParts {
  readonly store: Pick<EventStore, 'readStored'> & Pick<EventHistory, 'addPast'>;
  readonly subscriber: Pick<Subscriber, 'endOf' | 'subscribe'>;
  /** Called from time to time with the records that were read so far. */
  readonly onProgress?: (records: number) => void;
}

export interface RestoredFromLog {
  readonly records: number;
  readonly owners: number;
  /** Events that were written to the store, of how many owners. */
  readonly restored: number;
  readonly restoredOwners: number;
}

const BATCH = 500;

/**
 * Writes into a store that is behind key-events what the log holds and the store does not, once all of it is compared:
 * each version that both have is the same, and no version is missing. Nobody else may write to the store meanwhile.
 * A restored event is a commit of its own; which command it came from is not on the log.
 * @throws HistoryFault when the log and the store do not belong together; nothing was written then.
 */
export async function restoreFromLog({ store, subscriber, onProgress }: RestoreFromLogParts): Promise<RestoredFromLog> {
  /** Of each owner a digest of every version that is known, from 1. */
  const streams = new Map<OwnerId, string[]>();
  const missing: (PastCommit & { readonly position: Position })[] = [];
  let records = 0;
  const take = async (record: IncomingRecord): Promise<void> => {
    const envelope = storedEventOf(record);
    if (envelope === undefined) return; // of nobody: as at a start, it says nothing of the store
    const { ownerId, version } = envelope;
    const digests = streams.get(ownerId) ?? (await digestsInStore(store, ownerId));
    streams.set(ownerId, digests);
    if (version > digests.length + 1)
      throw new HistoryFault(
        `key-events holds ${ownerId} at version ${String(version)} and lacks the one before, so the event store cannot be restored from it. Nothing was changed. Restore a newer backup first.`,
      );
    const known = digests[version - 1];
    if (known !== undefined && known !== digestOf(envelope))
      throw new HistoryFault(
        `key-events and the event store hold another ${ownerId} at version ${String(version)}: this is another log’s store, or it was written to after it was restored. Nothing was changed.`,
      );
    if (known !== undefined) return;
    digests.push(digestOf(envelope));
    missing.push(commitOf(envelope, record));
  };
  await readToEnd(subscriber, {
    topic: TOPICS.keyEvents.name,
    after: {},
    handle: async (batch) => {
      for (const record of batch) await take(record);
      records += batch.length;
      onProgress?.(records);
    },
  });
  for (let at = 0; at < missing.length; at += BATCH) await store.addPast(missing.slice(at, at + BATCH));
  await requireStoreNotBehindLog({ store, subscriber });
  return {
    records,
    owners: streams.size,
    restored: missing.length,
    restoredOwners: new Set(missing.map(({ stream }) => stream)).size,
  };
}

async function digestsInStore(store: RestoreFromLogParts['store'], ownerId: OwnerId): Promise<string[]> {
  return (await store.readStored(ownerId, 0)).flatMap(({ envelopes }) => envelopes.map(digestOf));
}

function commitOf(envelope: EventEnvelope, { partition, offset }: IncomingRecord): PastCommit & { position: Position } {
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

function digestOf(envelope: EventEnvelope): string {
  return createHash('sha256').update(JSON.stringify(envelope, inOneOrder)).digest('base64');
}

/** Stores may give the members of a value back in any order. */
function inOneOrder(_name: string, value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)));
}
