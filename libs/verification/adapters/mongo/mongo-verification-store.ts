import { type Model } from 'mongoose';
import { type Positions } from '#contracts';
import { insertAbsent, type MongoConnection, MongoStore, upserting } from '#mongo';
import { type ReadModelDocument } from '../../domain/differences.js';
import { type CredentialDocument } from '../../domain/documents.js';
import { type BatchScope, type Documents, type KeyReference } from '../../domain/project-batch.js';
import { isOwnerWrite, type Write } from '../../domain/write.js';
import { type StoredCredential, type VerificationStore } from '../../ports/verification-store.js';
import { inPages } from '../in-pages.js';
import { collectionsOf, MongoGenerations } from './generations.js';
import { credentialUpdate, issuedDocument, joined, newOwnerDocument, ownerUpdate } from './guarded-updates.js';
import { livePepperIdsNot } from './live-peppers.js';
import {
  checkpointFrom,
  checkpointSchema,
  credentialFrom,
  credentialSchema,
  ownerFrom,
  ownerSchema,
  versionsFrom,
  type StoredCheckpoint,
  type StoredCredentialDocument,
  type StoredOwnerDocument,
} from './stored-documents.js';

const PAGE = 1000;
const ID_INDEX = '_id_';

interface Models {
  readonly credentials: Model<StoredCredentialDocument>;
  readonly owners: Model<StoredOwnerDocument>;
  readonly checkpoints: Model<StoredCheckpoint>;
}

/**
 * Single-document writes, each under the guard of its own document's version, so that any number of replicas write at
 * once and again. A few round trips per batch, however long it is, each acknowledged before the next begins:
 * credentials, owners, checkpoint; of the first two, what is not there is inserted before what is there is changed.
 */
export class MongoVerificationStore extends MongoStore<Models> implements VerificationStore {
  /**
   * On `connection`, which stays the caller's; creates the indexes.
   * @param generation default: the live one.
   */
  static async open(
    connection: MongoConnection,
    { generation }: { readonly generation?: number } = {},
  ): Promise<MongoVerificationStore> {
    const { credentials, owners, checkpoints } = collectionsOf(
      generation ?? (await new MongoGenerations(connection).live()),
    );
    const models = {
      credentials: connection.model<StoredCredentialDocument>(
        `Credential ${credentials}`,
        credentialSchema,
        credentials,
      ),
      owners: connection.model<StoredOwnerDocument>(`Owner ${owners}`, ownerSchema, owners),
      checkpoints: connection.model<StoredCheckpoint>(`Checkpoint ${checkpoints}`, checkpointSchema, checkpoints),
    };
    await Promise.all([models.credentials.createIndexes(), models.owners.createIndexes()]);
    return new MongoVerificationStore('verification store', models);
  }

  async checkpoint(): Promise<Positions> {
    const documents: readonly unknown[] = await this.models.checkpoints.find().lean();
    return Object.fromEntries(
      documents.map((document) => checkpointFrom.parse(document)).map(({ _id, offset }) => [_id, offset]),
    );
  }

  async load({ ownerIds, keys }: BatchScope): Promise<Documents> {
    const { owners, credentials } = this.models;
    const [foundOwners, foundCredentials]: readonly (readonly unknown[])[] = await Promise.all([
      ownerIds.length === 0 ? [] : owners.find({ _id: { $in: [...ownerIds] } }).lean(),
      keys.length === 0 ? [] : credentials.find({ keyId: { $in: keys.map(({ keyId }) => keyId) } }).lean(),
    ]);
    const asked = new Set(keys.map(idOf));
    return {
      owners: (foundOwners ?? []).map((document) => ownerFrom.parse(document)),
      credentials: (foundCredentials ?? [])
        .map((document) => credentialFrom.parse(document))
        .filter((credential) => asked.has(idOf(credential))),
    };
  }

  async apply(writes: readonly Write[], applied: Positions): Promise<void> {
    const { credentials, owners, checkpoints } = this.models;
    const changes = writes.filter((write) => write.kind === 'change').map(credentialUpdate);
    const ofOwners = joined(writes.filter(isOwnerWrite));
    const first = new Map(ofOwners.toReversed().map((write) => [write.ownerId, newOwnerDocument(write)]));
    const ofCheckpoints = Object.entries(applied).map(([partition, offset]) => ({
      updateOne: { filter: { _id: Number(partition) }, update: { $max: { offset } }, upsert: true },
    }));
    await insertAbsent(credentials, writes.filter((write) => write.kind === 'issue').map(issuedDocument));
    if (changes.length > 0) await credentials.bulkWrite(changes, { ordered: true });
    const found = await this.versions(await insertAbsent(owners, [...first.values()]));
    const left = ofOwners
      .filter(({ ownerId, version }) => version > (found.get(ownerId) ?? first.get(ownerId)?.version ?? 0))
      .map(ownerUpdate);
    if (left.length > 0) await owners.bulkWrite(left, { ordered: true });
    if (ofCheckpoints.length > 0)
      await upserting(ofCheckpoints.length, () => checkpoints.bulkWrite(ofCheckpoints, { ordered: true }));
  }

  async find(digests: readonly string[]): Promise<StoredCredential | undefined> {
    const { credentials, owners } = this.models;
    const documents: readonly unknown[] = await credentials.find({ _id: { $in: [...digests] } }).lean();
    const found = documents.map((document) => credentialFrom.parse(document));
    const credential = digests
      .map((digest) => found.find((each) => each.digest === digest))
      .find((each): each is CredentialDocument => each !== undefined);
    if (credential === undefined) return undefined;
    const owner: unknown = await owners.findOne({ _id: credential.ownerId }).lean();
    return { credential, owner: owner === null ? undefined : ownerFrom.parse(owner) };
  }

  async countParked(): Promise<number> {
    return this.models.owners.countDocuments({ 'parked.seenVersion': { $gt: 0 } });
  }

  async livePepperIdsNot(among: readonly string[], now: Date): Promise<readonly string[]> {
    return livePepperIdsNot(among, this.models, now);
  }

  async *documents(): AsyncGenerator<ReadModelDocument> {
    const { credentials, owners } = this.models;
    const everyCredential = inPages(
      async (after) => {
        const page: readonly unknown[] = await credentials
          .find({ _id: { $gt: after } })
          .sort({ _id: 1 })
          .limit(PAGE)
          .hint(ID_INDEX)
          .lean();
        return page.map((document) => credentialFrom.parse(document));
      },
      ({ digest }) => digest,
    );
    for await (const credential of everyCredential) yield { kind: 'credential', credential };
    const everyOwner = inPages(
      async (after) => {
        const page: readonly unknown[] = await owners
          .find({ _id: { $gt: after } })
          .sort({ _id: 1 })
          .limit(PAGE)
          .hint(ID_INDEX)
          .lean();
        return page.map((document) => ownerFrom.parse(document));
      },
      ({ ownerId }) => ownerId,
    );
    for await (const owner of everyOwner) yield { kind: 'owner', owner };
  }

  private async versions(ownerIds: ReadonlySet<string>): Promise<ReadonlyMap<string, number>> {
    if (ownerIds.size === 0) return new Map();
    const found: unknown = await this.models.owners.find({ _id: { $in: [...ownerIds] } }, { version: 1 }).lean();
    return new Map(versionsFrom.parse(found).map(({ _id, version }) => [_id, version]));
  }
}

/** An owner id has no space. */
function idOf({ ownerId, keyId }: KeyReference): string {
  return `${ownerId} ${keyId}`;
}
