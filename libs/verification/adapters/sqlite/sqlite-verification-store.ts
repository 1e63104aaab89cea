import { type OwnerId, type Positions } from '#contracts';
import {
  addColumn,
  openBesideWriter,
  openDatabase,
  openToRead,
  promised,
  type SqliteDatabase,
  transaction,
  whenFree,
} from '#sqlite';
import { z } from 'zod';
import { type ReadModelDocument } from '../../domain/differences.js';
import { type CredentialDocument, type OwnerDocument } from '../../domain/documents.js';
import { type BatchScope, type Documents } from '../../domain/project-batch.js';
import { applyToCredential, applyToOwner, isOwnerWrite, type Write } from '../../domain/write.js';
import { type StoredCredential, type VerificationStore } from '../../ports/verification-store.js';
import { inPages } from '../in-pages.js';
import {
  credentialFrom,
  credentialValues,
  ownerFrom,
  ownerValues,
  SAVE_CREDENTIAL,
  KEEP_PEPPERS,
  SAVE_OWNER,
  SCHEMA,
} from './rows.js';
import { Written } from './written.js';

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
  private readonly needsPepper;
  private readonly pepperIds;

  private constructor(
    private readonly database: SqliteDatabase,
    private readonly applyElsewhere?: VerificationStore['apply'],
  ) {
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
      ON CONFLICT (partition) DO UPDATE SET "offset" = excluded."offset" WHERE excluded."offset" > "offset"`);
    this.parkedCount = database.prepare(
      'SELECT count(*) AS count FROM verification_owners WHERE parked_reason IS NOT NULL',
    );
    this.needsPepper = database.prepare(`
      SELECT 1 FROM verification_credentials c LEFT JOIN verification_owners o ON o.owner_id = c.owner_id
      WHERE c.pepper_id = :pepper AND c.revoked_at IS NULL AND c.grace_ended = 0 AND (c.expires_at IS NULL OR c.expires_at > :now) AND (c.active_until IS NULL OR c.active_until > :now)
        AND (o.keys_revoked_at IS NULL OR o.keys_revoked_at < c.issued_version)
      LIMIT 1`);
    this.pepperIds = database.prepare('SELECT pepper_id FROM verification_peppers ORDER BY pepper_id');
  }

  /** Opens or creates the store in the file at `path`; `:memory:` for one that ends with `close()`. */
  static open(path: string): SqliteVerificationStore {
    const database = openDatabase(path, { durability: 'normal' });
    database.exec(SCHEMA);
    addColumn(database, 'verification_credentials', 'paused INTEGER NOT NULL DEFAULT 0');
    if (database.prepare("SELECT 1 FROM sqlite_schema WHERE name = 'verification_peppers_kept'").get() === undefined)
      transaction(database, () => {
        database.exec(KEEP_PEPPERS);
      });
    return new SqliteVerificationStore(database);
  }

  /** Reads the file at `path`, which another thread has open; `apply` has it written there. */
  static reading(path: string, apply: VerificationStore['apply']): SqliteVerificationStore {
    return new SqliteVerificationStore(openBesideWriter(path), apply);
  }

  /** The documents of the store in the file at `path`, which another version may have open: nothing in it is changed. */
  static async *documentsIn(path: string): AsyncGenerator<ReadModelDocument> {
    const database = openToRead(path);
    try {
      yield* documentsOf(database);
    } finally {
      database.close();
    }
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
    if (this.applyElsewhere !== undefined) return this.applyElsewhere(writes, applied);
    return whenFree(() => {
      transaction(this.database, () => {
        this.write(writes);
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

  livePepperIdsNot(among: readonly string[], now: Date): Promise<readonly string[]> {
    return promised(() =>
      this.pepperIds
        .all()
        .map((row) => pepperRow.parse(row).pepper_id)
        .filter((id) => !among.includes(id))
        .filter((id) => this.needsPepper.get({ pepper: id, now: now.toISOString() }) !== undefined),
    );
  }

  documents(): AsyncGenerator<ReadModelDocument> {
    return documentsOf(this.database);
  }

  close(): Promise<void> {
    return promised(() => {
      if (this.database.isOpen) this.database.close();
    });
  }

  /** Reads and writes each document once, credentials in the order of their table. */
  private write(writes: readonly Write[]): void {
    const owners = new Written((id) => this.owner(id));
    const credentials = new Written((digest) => this.credential(digest));
    for (const write of writes) {
      if (isOwnerWrite(write)) owners.change(write.ownerId, (stored) => applyToOwner(stored, write));
      else
        credentials.change(write.kind === 'issue' ? write.credential.digest : write.digest, (stored) =>
          applyToCredential(stored, write),
        );
    }
    for (const owner of owners.changed()) this.saveOwner.run(...ownerValues(owner));
    for (const credential of credentials.changed()) this.saveCredential.run(...credentialValues(credential));
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

async function* documentsOf(database: SqliteDatabase): AsyncGenerator<ReadModelDocument> {
  const behind = (table: string, id: string) =>
    database.prepare(`SELECT * FROM ${table} WHERE ${id} > ? ORDER BY ${id} LIMIT ${String(PAGE)}`);
  const credentialsBehind = behind('verification_credentials', 'digest');
  const ownersBehind = behind('verification_owners', 'owner_id');
  const credentials = inPages(
    (after) => promised(() => credentialsBehind.all(after).map((row) => credentialFrom.parse(row))),
    ({ digest }) => digest,
  );
  for await (const credential of credentials) yield { kind: 'credential', credential };
  const owners = inPages(
    (after) => promised(() => ownersBehind.all(after).map((row) => ownerFrom.parse(row))),
    ({ ownerId }) => ownerId,
  );
  for await (const owner of owners) yield { kind: 'owner', owner };
}
