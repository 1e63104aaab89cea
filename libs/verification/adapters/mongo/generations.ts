import { Schema } from 'mongoose';
import { type MongoConnection, STORE_SCHEMA, upserting } from '#mongo';
import { z } from 'zod';

/**
 * One document per pointer: `live` names the generation that verification answers from, `newest` the last number that
 * was given out.
 */
interface StoredPointer {
  readonly _id: 'live' | 'newest';
  readonly generation: number;
}

export interface Collections {
  readonly credentials: string;
  readonly owners: string;
  readonly checkpoints: string;
}

const POINTERS = 'read_model';
const KINDS = ['credentials', 'owners', 'checkpoints'] as const;
const pointerFrom = z.object({ generation: z.int().min(0) });
const listed = z.array(z.object({ name: z.string() }));
const pointerSchema = new Schema<StoredPointer>(
  { _id: { type: String, required: true }, generation: Number },
  STORE_SCHEMA,
);

/** Generation 0 is what there was before there were generations. */
export function collectionsOf(generation: number): Collections {
  const suffix = generation === 0 ? '' : `_${String(generation)}`;
  return { credentials: `credentials${suffix}`, owners: `owners${suffix}`, checkpoints: `checkpoints${suffix}` };
}

/**
 * The generations of the read model: sets of collections side by side in verification's database, of which one is live.
 * A replica uses the one that is live when it starts, as long as it runs.
 */
export class MongoGenerations {
  constructor(private readonly connection: MongoConnection) {}

  async live(): Promise<number> {
    const document: unknown = await this.pointers.findOne({ _id: 'live' }).lean();
    return document === null ? 0 : pointerFrom.parse(document).generation;
  }

  /** A number that no generation ever had. */
  async reserve(): Promise<number> {
    await this.begin('newest');
    const document: unknown = await this.pointers
      .findOneAndUpdate({ _id: 'newest' }, { $inc: { generation: 1 } }, { returnDocument: 'after' })
      .lean();
    return pointerFrom.parse(document).generation;
  }

  /** Makes `to` live, in one step. False, and nothing changed, unless `from` still was. */
  async switch(from: number, to: number): Promise<boolean> {
    await this.begin('live');
    const { matchedCount } = await this.pointers.updateOne(
      { _id: 'live', generation: from },
      { $set: { generation: to } },
    );
    return matchedCount === 1;
  }

  /** Those that have collections, live or not, in order. */
  async existing(): Promise<readonly number[]> {
    const names = new Set(listed.parse(await this.connection.listCollections()).map(({ name }) => name));
    const numbers = [...names]
      .flatMap((name) => /^(?:credentials|owners|checkpoints)(?:_([1-9]\d*))?$/.exec(name)?.slice(1) ?? [])
      .map((digits: string | undefined) => Number(digits ?? 0));
    return [...new Set(numbers)].sort((a, b) => a - b);
  }

  /** @throws RangeError when it is live. */
  async drop(generation: number): Promise<void> {
    if (generation === (await this.live())) throw new RangeError(`generation ${String(generation)} is live`);
    const collections = collectionsOf(generation);
    for (const kind of KINDS) await this.connection.dropCollection(collections[kind]);
  }

  /** The pointer is there after this, at 0 if it was not. */
  private async begin(pointer: StoredPointer['_id']): Promise<void> {
    await upserting(1, () =>
      this.pointers.updateOne({ _id: pointer }, { $setOnInsert: { generation: 0 } }, { upsert: true }),
    );
  }

  private get pointers() {
    return this.connection.model<StoredPointer>('ReadModelPointer', pointerSchema, POINTERS);
  }
}
