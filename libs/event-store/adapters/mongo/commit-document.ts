import { Schema } from 'mongoose';
import { type EventEnvelope, type OwnerId, type Position } from '#contracts';
import { STORE_SCHEMA } from '#mongo';
import { z } from 'zod';
import { envelopesOf, eventsOf } from '../../commit-codec.js';
import { type PastCommit } from '../../event-history.js';
import { type Commit, type StoredCommit } from '../../event-store.js';

/** One commit, whole: what makes an append atomic without transactions. */
export interface CommitDocument {
  /** `"<stream>@<firstVersion>"`: of two appends at one version, one is refused. */
  readonly _id: string;
  readonly stream: OwnerId;
  readonly firstVersion: number;
  readonly lastVersion: number;
  readonly commandId: string;
  readonly fingerprint: string | null;
  readonly events: readonly EventEnvelope[];
  readonly appendedAt: Date;
  readonly position: Position | null;
}

/**
 * In the order of time, so that an append adds at its end. The query that uses it names it: a planner need not find it.
 */
export const APPENDED_INDEX = 'appended';

/** One entry per stream. */
export const FIRST_INDEX = 'first';

/** A stream in version order, and all streams in the order of their names. */
export const STREAM_INDEX = 'stream';

export const commitSchema = new Schema<CommitDocument>(
  {
    _id: { type: String, required: true },
    stream: { type: String, required: true },
    firstVersion: { type: Number, required: true },
    lastVersion: { type: Number, required: true },
    commandId: { type: String, required: true },
    fingerprint: { type: String, default: null },
    events: { type: [Schema.Types.Mixed], required: true },
    appendedAt: { type: Date, required: true },
    position: { type: Schema.Types.Mixed, default: null },
  },
  STORE_SCHEMA,
)
  .index({ stream: 1, lastVersion: 1 }, { name: STREAM_INDEX })
  .index({ commandId: 1, stream: 1 }, { name: 'command', unique: true })
  .index({ appendedAt: 1, stream: 1 }, { name: APPENDED_INDEX })
  .index({ stream: 1 }, { name: FIRST_INDEX, partialFilterExpression: { firstVersion: 1 } })
  .index(
    { stream: 1, firstVersion: 1, appendedAt: 1 },
    { name: 'unpublished', partialFilterExpression: { position: null } },
  );

export function commitId(stream: OwnerId, firstVersion: number): string {
  return `${stream}@${String(firstVersion)}`;
}

const storedDocument = z.object({
  stream: z.string(),
  firstVersion: z.int(),
  lastVersion: z.int(),
  commandId: z.string(),
  fingerprint: z.string().nullable(),
  events: z.array(z.unknown()),
  position: z.object({ partition: z.int(), offset: z.int() }).nullable(),
});
const pastDocument = storedDocument.extend({ appendedAt: z.date() });

/** @throws UnreadableStream */
export function commitFrom(value: unknown): Commit {
  const document = storedDocument.parse(value);
  return { ...document, events: eventsOf(document.stream, document.firstVersion, document.events) };
}

/** @throws UnreadableStream */
export function pastFrom(value: unknown): PastCommit {
  const { stream, firstVersion, commandId, fingerprint, events, appendedAt } = pastDocument.parse(value);
  const envelopes = envelopesOf(stream, firstVersion, events);
  return { stream, firstVersion, commandId, fingerprint, appendedAt, envelopes };
}

/** @throws UnreadableStream */
export function storedFrom(value: unknown): StoredCommit {
  const { stream, firstVersion, lastVersion, events, position } = storedDocument.parse(value);
  return { stream, firstVersion, lastVersion, envelopes: envelopesOf(stream, firstVersion, events), position };
}
