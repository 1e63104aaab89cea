import { type Model } from 'mongoose';
import { encodeEnvelope, type OwnerId, type Position } from '#contracts';
import { isDuplicateKey, type MongoConnection, MongoStore } from '#mongo';
import { z } from 'zod';
import { recordedFor } from '../../commit-codec.js';
import { type EventHistory, lastVersionOf, type PastCommit, type PlacedCommit } from '../../event-history.js';
import { streamNamesOf } from '../../stream-names.js';
import {
  type AppendOptions,
  type Commit,
  DuplicateCommand,
  type EventStore,
  type NewEvent,
  type StoredCommit,
  VersionConflict,
} from '../../event-store.js';
import {
  APPENDED_INDEX,
  type CommitDocument,
  commitFrom,
  commitId,
  commitSchema,
  FIRST_INDEX,
  pastFrom,
  STREAM_INDEX,
  storedFrom,
} from './commit-document.js';

/** As a limit: none. */
const ALL = 0;

const streamDocuments = z.array(z.object({ stream: z.string() }));
const headDocument = z.object({ lastVersion: z.int() }).nullable();
const streamDocument = z.object({ stream: z.string() }).nullable();
const oldestGroups = z.array(z.object({ oldest: z.date() }));
const streamGroups = z.array(z.object({ _id: z.string() }));

interface Models {
  readonly commits: Model<CommitDocument>;
}

/**
 * One document per commit, written by single-document writes only: any MongoDB will do, from a standalone server up.
 * Each query has an index; it is named where the planner could choose another.
 */
export class MongoEventStore extends MongoStore<Models> implements EventStore, EventHistory {
  /** On `connection`, which stays the caller's; creates the indexes. */
  static async open(connection: MongoConnection): Promise<MongoEventStore> {
    const commits = connection.model<CommitDocument>('Commit', commitSchema, 'commits');
    await commits.createIndexes();
    return new MongoEventStore('event store', { commits });
  }

  async read(stream: OwnerId, afterVersion: number, limit = ALL): Promise<readonly Commit[]> {
    return (await this.commitsAfter(stream, afterVersion, limit)).map(commitFrom);
  }

  async commitsAt(stream: OwnerId, firstVersions: readonly number[]): Promise<readonly Commit[]> {
    const documents: readonly unknown[] = await this.models.commits
      .find({ _id: { $in: firstVersions.map((version) => commitId(stream, version)) } })
      .lean();
    return documents.map(commitFrom).sort((one, other) => one.firstVersion - other.firstVersion);
  }

  async readStored(stream: OwnerId, afterVersion: number): Promise<readonly StoredCommit[]> {
    return (await this.commitsAfter(stream, afterVersion, ALL)).map(storedFrom);
  }

  async commitOf(stream: OwnerId, commandId: string): Promise<Commit | undefined> {
    const document: unknown = await this.models.commits.findOne({ stream, commandId }).lean();
    return document === null ? undefined : commitFrom(document);
  }

  async streamOf(commandId: string): Promise<OwnerId | undefined> {
    const document: unknown = await this.models.commits.findOne({ commandId }, { _id: 0, stream: 1 }).lean();
    return streamDocument.parse(document)?.stream;
  }

  async append(
    stream: OwnerId,
    expectedVersion: number,
    events: readonly NewEvent[],
    { commandId, fingerprint = null }: AppendOptions,
  ): Promise<Commit> {
    const recorded = recordedFor(stream, expectedVersion, events);
    const firstVersion = expectedVersion + 1;
    const lastVersion = expectedVersion + recorded.length;
    const commit = { stream, firstVersion, lastVersion, commandId, fingerprint, position: null };
    const head = await this.headOf(stream); // a unique id alone would accept a hole
    if (head !== expectedVersion)
      throw new VersionConflict(`${stream} is at version ${String(head)}, not ${String(expectedVersion)}`);
    try {
      await this.models.commits.insertOne({
        _id: commitId(stream, firstVersion),
        ...commit,
        events: recorded.map(encodeEnvelope),
        appendedAt: new Date(),
      });
    } catch (error) {
      throw isDuplicateKey(error) ? await this.refusal(stream, expectedVersion, commandId) : error;
    }
    return { ...commit, events: recorded };
  }

  async unpublishedOf(stream: OwnerId): Promise<readonly StoredCommit[]> {
    const documents: readonly unknown[] = await this.models.commits
      .find({ stream, position: null })
      .sort({ firstVersion: 1 })
      .lean();
    return documents.map(storedFrom);
  }

  async streamsWithUnpublished(before: Date, limit: number): Promise<readonly OwnerId[]> {
    const groups: unknown = await this.models.commits.aggregate([
      { $match: { position: null } },
      { $group: { _id: '$stream', oldest: { $min: '$appendedAt' } } },
      { $match: { oldest: { $lt: before } } },
      { $sort: { oldest: 1, _id: 1 } },
      { $limit: limit },
    ]);
    return streamGroups.parse(groups).map(({ _id }) => _id);
  }

  async streamsSince(at: Date, after: OwnerId | null, limit: number): Promise<readonly OwnerId[]> {
    const groups: unknown = await this.models.commits
      .aggregate([
        { $match: { appendedAt: { $gte: at }, stream: { $gt: after ?? '' } } },
        { $group: { _id: '$stream' } },
        { $sort: { _id: 1 } },
        { $limit: limit },
      ])
      .hint(APPENDED_INDEX);
    return streamGroups.parse(groups).map(({ _id }) => _id);
  }

  async streamsOfOrg(orgId: string, after: OwnerId | null, limit: number): Promise<readonly OwnerId[]> {
    const { from, to } = streamNamesOf(orgId);
    const documents: unknown = await this.models.commits
      .find({ firstVersion: 1, stream: { $gt: after ?? from, $lt: to } }, { _id: 0, stream: 1 })
      .sort({ stream: 1 })
      .limit(limit)
      .hint(FIRST_INDEX)
      .lean();
    return streamDocuments.parse(documents).map(({ stream }) => stream);
  }

  async savePositions(
    published: readonly { readonly stream: OwnerId; readonly firstVersion: number; readonly position: Position }[],
  ): Promise<void> {
    if (published.length === 0) return;
    await this.models.commits.bulkWrite(
      published.map(({ stream, firstVersion, position }) => ({
        updateOne: { filter: { _id: commitId(stream, firstVersion), position: null }, update: { $set: { position } } },
      })),
      { ordered: false },
    );
  }

  async countUnpublished(): Promise<number> {
    return this.models.commits.countDocuments({ position: null });
  }

  async oldestUnpublished(): Promise<Date | null> {
    const groups: unknown = await this.models.commits.aggregate([
      { $match: { position: null } },
      { $group: { _id: null, oldest: { $min: '$appendedAt' } } },
    ]);
    return oldestGroups.parse(groups)[0]?.oldest ?? null;
  }

  async *commits(): AsyncGenerator<PastCommit> {
    const cursor = this.models.commits.find().sort({ stream: 1, lastVersion: 1 }).hint(STREAM_INDEX).lean().cursor();
    for await (const document of cursor) yield pastFrom(document);
  }

  async addPast(commits: readonly PlacedCommit[]): Promise<void> {
    const heads = new Map<OwnerId, number>();
    const documents: CommitDocument[] = [];
    let conflict: VersionConflict | null = null;
    for (const { envelopes, ...commit } of commits) {
      const { stream, firstVersion } = commit;
      const head = heads.get(stream) ?? (await this.headOf(stream));
      if (head !== firstVersion - 1) {
        conflict = new VersionConflict(`${stream} is at version ${String(head)}, not ${String(firstVersion - 1)}`);
        break;
      }
      const lastVersion = lastVersionOf({ firstVersion, envelopes });
      heads.set(stream, lastVersion);
      documents.push({ _id: commitId(stream, firstVersion), ...commit, lastVersion, events: envelopes });
    }
    try {
      await this.models.commits.insertMany(documents, { ordered: true, lean: true });
    } catch (error) {
      throw isDuplicateKey(error) ? new VersionConflict('another append came first', { cause: error }) : error;
    }
    if (conflict !== null) throw conflict;
  }

  private async commitsAfter(stream: OwnerId, afterVersion: number, limit: number): Promise<readonly unknown[]> {
    return this.models.commits
      .find({ stream, lastVersion: { $gt: afterVersion } })
      .sort({ lastVersion: 1 })
      .limit(limit)
      .lean();
  }

  private async headOf(stream: OwnerId): Promise<number> {
    const newest: unknown = await this.models.commits
      .findOne({ stream }, { _id: 0, lastVersion: 1 })
      .sort({ lastVersion: -1 })
      .lean();
    return headDocument.parse(newest)?.lastVersion ?? 0;
  }

  /** What a duplicate key meant: the error does not tell reliably which of the two it was. */
  private async refusal(stream: OwnerId, expectedVersion: number, commandId: string): Promise<Error> {
    const holdsCommand = (await this.models.commits.findOne({ stream, commandId }, { _id: 1 }).lean()) !== null;
    return holdsCommand
      ? new DuplicateCommand(`${stream} already holds a commit of command ${commandId}`)
      : new VersionConflict(`${stream} went past version ${String(expectedVersion)} meanwhile`);
  }
}
