import { type OutgoingRecord, type OwnerId, type Position } from '#contracts';
import { type SnapshotStore } from '#event-store';
import { type EventWrites, type PendingAppend } from '#event-store/adapters/sqlite';
import { type SqliteContactStore } from '#reminders/adapters/sqlite';
import { type SqliteVerificationStore } from '#verification/adapters/sqlite';
import { type DatabasePaths } from '../data-folder.js';

export interface WriterData {
  readonly databases: DatabasePaths;
  /** Which thread it is. */
  readonly writes: 'log' | 'derived';
}

/** What is asked, as plain data, of the thread that writes `events.db`, and the addresses that commands bring. */
export type LogWriterCalls = Readonly<{
  /** @returns where the commit was published; null: not yet. */
  append: (asked: Omit<PendingAppend, 'events'>) => Promise<Position | null>;
  savePositions: (published: Parameters<EventWrites['savePositions']>[0]) => Promise<void>;
  addPast: (commits: Parameters<EventWrites['addPast']>[0]) => Promise<void>;
  publish: (asked: { readonly stream: OwnerId; readonly version: number }) => Promise<Position>;
  republish: (stream: OwnerId) => Promise<void>;
  send: (asked: {
    readonly topic: string;
    readonly records: readonly OutgoingRecord[];
  }) => Promise<readonly Position[]>;
  saveContacts: (changes: Parameters<SqliteContactStore['save']>[0]) => Promise<void>;
  refuseContact: (asked: Parameters<SqliteContactStore['refuse']>) => Promise<void>;
}>;

/** The same of the thread that writes `derived.db`. */
export type DerivedWriterCalls = Readonly<{
  saveSnapshot: (snapshot: Parameters<SnapshotStore['save']>[0]) => Promise<void>;
  apply: (asked: Parameters<SqliteVerificationStore['apply']>) => Promise<void>;
}>;

/** What they tell the thread that answers. */
export type WriterHost = Readonly<{
  /** key-events holds all before offset `end`, by more than the appends that were asked for. */
  published: (end: number) => void;
}>;
