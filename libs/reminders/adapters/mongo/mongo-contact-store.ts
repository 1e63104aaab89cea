import { type AnyBulkWriteOperation, type Model, Schema } from 'mongoose';
import { type OwnerId } from '#contracts';
import { type MongoConnection, MongoStore, STORE_SCHEMA, upserting } from '#mongo';
import { z } from 'zod';
import { type ContactChange, type ContactStore, type KnownContact } from '../../ports/contact-store.js';

/** An erased owner keeps a document without an address, so that an older record cannot bring it back. */
interface StoredContact {
  readonly _id: string;
  readonly email: string | null;
  readonly name: string | null;
  readonly partition: number;
  readonly offset: number;
  readonly refused?: boolean;
  readonly tokenIssuedAt?: number;
}

const contactSchema = new Schema<StoredContact>(
  {
    _id: { type: String, required: true },
    email: String,
    name: String,
    partition: Number,
    offset: Number,
    refused: Boolean,
    tokenIssuedAt: Number,
  },
  STORE_SCHEMA,
);

const contactFrom = z
  .object({
    _id: z.string(),
    email: z.string(),
    name: z.string().nullable(),
    refused: z.boolean().default(false),
    tokenIssuedAt: z.number().optional(),
  })
  .transform(({ _id, ...rest }): KnownContact => ({ ownerId: _id, ...rest }));

interface Models {
  readonly contacts: Model<StoredContact>;
}

/** What an erasure replaces may stay in the server's own journal and oplog until these roll over. */
export class MongoContactStore extends MongoStore<Models> implements ContactStore {
  /** On `connection`, which stays the caller's. */
  static open(connection: MongoConnection): MongoContactStore {
    const contacts = connection.model<StoredContact>('Contact', contactSchema, 'contacts');
    return new MongoContactStore('contact store', { contacts });
  }

  async find(ownerId: OwnerId): Promise<KnownContact | undefined> {
    const document: StoredContact | null = await this.models.contacts.findOne({ _id: ownerId }).lean();
    return document === null || document.email === null ? undefined : contactFrom.parse(document);
  }

  async newestToken(ownerId: OwnerId): Promise<number | null> {
    const document: StoredContact | null = await this.models.contacts.findOne({ _id: ownerId }).lean();
    return document?.tokenIssuedAt ?? null;
  }

  async save(changes: readonly ContactChange[]): Promise<void> {
    if (changes.length === 0) return;
    const updates = changes.flatMap(updatesOf);
    await upserting(updates.length, () => this.models.contacts.bulkWrite(updates, { ordered: true }));
  }

  async refuse(ownerId: OwnerId, email: string): Promise<void> {
    await this.models.contacts.updateOne({ _id: ownerId, email }, { $set: { refused: true } });
  }
}

function updatesOf({
  ownerId,
  contact,
  position: { partition, offset },
}: ContactChange): AnyBulkWriteOperation<StoredContact>[] {
  const issuedAt = contact?.tokenIssuedAt;
  const next = {
    email: contact?.email ?? null,
    name: contact?.name ?? null,
    partition,
    offset,
    ...(issuedAt !== undefined && { tokenIssuedAt: issuedAt }),
  };
  const isBehind = { _id: ownerId, $or: [{ partition: { $ne: partition } }, { offset: { $lt: offset } }] };
  const isOlder = { ...isBehind, ...(issuedAt !== undefined && { tokenIssuedAt: { $not: { $gt: issuedAt } } }) };
  return [
    { updateOne: { filter: { _id: ownerId }, update: { $setOnInsert: next }, upsert: true } },
    {
      updateOne: { filter: { ...isOlder, email: { $ne: next.email } }, update: { $set: { ...next, refused: false } } },
    },
    { updateOne: { filter: isOlder, update: { $set: next } } },
    { updateOne: { filter: isBehind, update: { $set: { partition, offset } } } },
  ];
}
