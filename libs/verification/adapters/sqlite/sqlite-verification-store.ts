import { type OwnerId, type Positions } from '#contracts';
import { addColumn, openDatabase, promised, type SqliteDatabase, transaction, whenFree } from '#sqlite';
import { z } from 'zod';
import { type ReadModelDocument } from '../../domain/differences.js';
import { type CredentialDocument, type OwnerDocument } from '../../domain/documents.js';
import { type BatchScope, type Documents } from '../../domain/project-batch.js';
import {
  applyToCredential,
  applyToOwner,
  type CredentialWrite,
  isOwnerWrite,
  type OwnerWrite,
  type Write,
} from '../../domain/write.js';
import { type StoredCredential, type VerificationStore } from '../../ports/verification-store.js';
import { inPages } from '../in-pages.js';
import {
  credentialFrom,
  credentialValues,
  ownerFrom,
  ownerValues,
  SAVE_CREDENTIAL,
  SAVE_OWNER,
  SCHEMA,
} from './rows.js';

const checkpointRow = z.object({ partition: z.int(), offset: z.int() });
const countRow = z.object({ count: z.int() });
const PAGE = 1000;
const pepperRow = z.object({ pepper_id: z.string() });

/** One transaction per batch, its checkpoint included: what a power cut takes is whole batches, and they come again. */
export class SqliteVerificationStore implements VerificationStore {
  private readonly credentialByDigest;
  private readonly credentialsOfKey;
  private readonly ownerById;
  private readonly saveCredential;
  private readonly saveOwner;
  private readonly checkpoints;
  private readonly moveCheckpoint;
  private readonly parkedCount;
  private readonly livePeppers;
  private readonly credentialsBehind;
  private readonly ownersBehind;

  private constructor(private readonly database: SqliteDatabase) {
    this.credentialByDigest = database.prepare('SELECT * FROM verification_credentials WHERE digest = ?');
    this.credentialsOfKey = database.prepare(
      'SELECT * FROM verification_credentials WHERE owner_id = ? AND key_id = ?',
    );
    this.ownerById = database.prepare('SELECT * FROM verification_owners WHERE owner_id = ?');
    this.saveCredential = database.prepare(SAVE_CREDENTIAL);
    this.saveOwner = database.prepare(SAVE_OWNER);
    this.checkpoints = database.prepare('SELECT partition, "offset" FROM verification_checkpoint');
    this.moveCheckpoint = database.prepare(`
      INSERT INTO verification_checkpoint (partition, "offset") VALUES (?, ?)
      ON CONFLICT (partition) DO UPDATE SET "offset" = max("offset", excluded."offset")`);
    this.parkedCount = database.prepare(
      'SELECT count(*) AS count FROM verification_owners WHERE parked_reason IS NOT NULL',
    );
    this.livePeppers = database.prepare(`
      SELECT DISTINCT c.pepper_id FROM verification_credentials c LEFT JOIN verification_owners o ON o.owner_id = c.owner_id
      WHERE c.revoked_at IS NULL AND c.grace_ended = 0 AND (c.expires_at IS NULL OR c.expires_at > :now) AND (c.active_until IS NULL OR c.active_until > :now)
        AND (o.keys_revoked_at IS NULL OR o.keys_revoked_at < c.issued_version)
      ORDER BY c.pepper_id`);
    this.credentialsBehind = database.prepare(
      `SELECT * FROM verification_credentials WHERE digest > ? ORDER BY digest LIMIT ${String(PAGE)}`,
    );
    this.ownersBehind = database.prepare(
      `SELECT * FROM verification_owners WHERE owner_id > ? ORDER BY owner_id LIMIT ${String(PAGE)}`,
    );
  }

  /** Opens or creates the store in the file at `path`; `:memory:` for one that ends with `close()`. */
  static open(path: string): SqliteVerificationStore {
    const database = openDatabase(path, { durability: 'normal' });
    database.exec(SCHEMA);
    addColumn(database, 'verification_credentials', 'paused INTEGER NOT NULL DEFAULT 0');
    return new SqliteVerificationStore(database);
  }

  checkpoint(): Promise<Positions> {
    return promised(() =>
      Object.fromEntries(
        this.checkpoints
          .all()
          .map((row) => checkpointRow.parse(row))
          .map(({ partition, offset }) => [partition, offset]),
      ),
    );
  }

  load({ ownerIds, keys }: BatchScope): Promise<Documents> {
    return promised(() => ({
      owners: ownerIds.flatMap((ownerId) => this.owner(ownerId) ?? []),
      credentials: keys.flatMap(({ ownerId, keyId }) =>
        this.credentialsOfKey.all(ownerId, keyId).map((row) => credentialFrom.parse(row)),
      ),
    }));
  }

  apply(writes: readonly Write[], applied: Positions): Promise<void> {
    return whenFree(() => {
      transaction(this.database, () => {
        for (const write of writes) {
          if (isOwnerWrite(write)) this.writeOwner(write);
          else this.writeCredential(write);
        }
        for (const [partition, offset] of Object.entries(applied)) this.moveCheckpoint.run(Number(partition), offset);
      });
    });
  }

  find(digests: readonly string[]): Promise<StoredCredential | undefined> {
    return promised(() => {
      for (const digest of digests) {
        const credential = this.credential(digest);
        if (credential !== undefined) return { credential, owner: this.owner(credential.ownerId) };
      }
      return undefined;
    });
  }

  countParked(): Promise<number> {
    return promised(() => countRow.parse(this.parkedCount.get()).count);
  }

  livePepperIds(now: Date): Promise<readonly string[]> {
    return promised(() =>
      this.livePeppers.all({ now: now.toISOString() }).map((row) => pepperRow.parse(row).pepper_id),
    );
  }

  async *documents(): AsyncGenerator<ReadModelDocument> {
    const credentials = inPages(
      (after) => promised(() => this.credentialsBehind.all(after).map((row) => credentialFrom.parse(row))),
      ({ digest }) => digest,
    );
    for await (const credential of credentials) yield { kind: 'credential', credential };
    const owners = inPages(
      (after) => promised(() => this.ownersBehind.all(after).map((row) => ownerFrom.parse(row))),
      ({ ownerId }) => ownerId,
    );
    for await (const owner of owners) yield { kind: 'owner', owner };
  }

  close(): Promise<void> {
    return promised(() => {
      if (this.database.isOpen) this.database.close();
    });
  }

  private writeCredential(write: CredentialWrite): void {
    const stored = this.credential(write.kind === 'issue' ? write.credential.digest : write.digest);
    const written = applyToCredential(stored, write);
    if (written !== undefined && written !== stored) this.saveCredential.run(...credentialValues(written));
  }

  private writeOwner(write: OwnerWrite): void {
    const stored = this.owner(write.ownerId);
    const written = applyToOwner(stored, write);
    if (written !== stored) this.saveOwner.run(...ownerValues(written));
  }

  private credential(digest: string): CredentialDocument | undefined {
    const row = this.credentialByDigest.get(digest);
    return row === undefined ? undefined : credentialFrom.parse(row);
  }

  private owner(ownerId: OwnerId): OwnerDocument | undefined {
    const row = this.ownerById.get(ownerId);
    return row === undefined ? undefined : ownerFrom.parse(row);
  }
}
