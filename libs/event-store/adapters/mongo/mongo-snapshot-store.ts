import { type Model, Schema } from 'mongoose';
import { z } from 'zod';
import { type OwnerId } from '#contracts';
import { type MongoConnection, MongoStore, STORE_SCHEMA, upserting } from '#mongo';
import { type Snapshot, type SnapshotStore } from '../../snapshot-store.js';

interface SnapshotDocument {
  /** The stream. */
  readonly _id: OwnerId;
  readonly format: string;
  readonly content: string;
}

const snapshotSchema = new Schema<SnapshotDocument>(
  { _id: { type: String, required: true }, format: { type: String, required: true }, content: { type: String } },
  STORE_SCHEMA,
);

const foundDocument = z.object({ content: z.string() }).nullable();

interface Models {
  readonly snapshots: Model<SnapshotDocument>;
}

/** One document per stream. One of more than 16 MB cannot be saved. */
export class MongoSnapshotStore extends MongoStore<Models> implements SnapshotStore {
  /** On `connection`, which stays the caller's. */
  static open(connection: MongoConnection): MongoSnapshotStore {
    return new MongoSnapshotStore('snapshot store', {
      snapshots: connection.model<SnapshotDocument>('Snapshot', snapshotSchema, 'snapshots'),
    });
  }

  async find(stream: OwnerId, format: string): Promise<string | undefined> {
    const found: unknown = await this.models.snapshots.findOne({ _id: stream, format }, { _id: 0, content: 1 }).lean();
    return foundDocument.parse(found)?.content;
  }

  async save({ stream, format, content }: Snapshot): Promise<void> {
    await upserting(1, () =>
      this.models.snapshots.updateOne({ _id: stream }, { $set: { format, content } }, { upsert: true }),
    );
  }
}
