import { type Model, Schema } from 'mongoose';
import { type MongoConnection, STORE_SCHEMA, upserting } from '#mongo';
import { z } from 'zod';
import { type ParkedKey, type ParkedKeys } from '../../parked-keys.js';

interface StoredParkedKey extends ParkedKey {
  readonly _id: string;
}

const parkedKeySchema = new Schema<StoredParkedKey>(
  {
    _id: { type: String, required: true },
    group: String,
    topic: String,
    key: String,
    partition: Number,
    from: Number,
    until: Number,
    reason: String,
  },
  STORE_SCHEMA,
)
  .index({ group: 1, topic: 1, key: 1 }, { name: 'key' })
  .index({ group: 1 }, { name: 'parked', partialFilterExpression: { until: null } });

const parkedKeys = z.array(
  z.object({
    group: z.string(),
    topic: z.string(),
    key: z.string(),
    partition: z.int(),
    from: z.int(),
    until: z.int().nullable(),
    reason: z.string(),
  }),
);

/**
 * One document per interval, in the database of the service that the group belongs to. An interval that has ended is
 * never opened again, however late a write comes.
 */
export class MongoParkedKeys implements ParkedKeys {
  private constructor(private readonly intervals: Model<StoredParkedKey>) {}

  /** On `connection`, which stays the caller's; creates the indexes. */
  static async open(connection: MongoConnection): Promise<MongoParkedKeys> {
    const model = connection.model<StoredParkedKey>('ParkedKey', parkedKeySchema, 'parked_keys');
    await model.createIndexes();
    return new MongoParkedKeys(model);
  }

  async among(group: string, topic: string, keys: readonly string[]): Promise<readonly ParkedKey[]> {
    return keys.length === 0
      ? []
      : parkedKeys.parse(await this.intervals.find({ group, topic, key: { $in: [...keys] } }).lean());
  }

  async save({ until, ...parked }: ParkedKey): Promise<void> {
    const _id = JSON.stringify([parked.group, parked.topic, parked.key, parked.from]);
    const update = until === null ? { $setOnInsert: { ...parked, until } } : { $set: { ...parked, until } };
    await upserting(1, () => this.intervals.updateOne({ _id }, update, { upsert: true }));
  }

  async parkedNow(group: string): Promise<readonly ParkedKey[]> {
    return parkedKeys.parse(await this.intervals.find({ group, until: null }).lean());
  }
}
