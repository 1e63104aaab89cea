import { type Positions } from '#contracts';
import { addColumn, GroupCommit, openDatabase, promised, transaction, type SqliteDatabase, whenFree } from '#sqlite';
import { type OwnerSchedules } from '../../domain/owner-schedules.js';
import { type Claim, type Conclusion, type Reminder } from '../../domain/reminder.js';
import {
  type Backlog,
  type ClaimRequest,
  type OwnerChange,
  type OwnerWanted,
  type ReminderStore,
  type ScheduleChange,
} from '../../ports/reminder-store.js';
import { ConclusionWriter, type PendingConclusion } from './conclusion-writer.js';
import { backlogFrom, claimFrom, ownerFrom, positionFrom, reminderFrom, scheduleFrom } from './rows.js';

/** Other tables may share the file. */
const SCHEMA = `
  CREATE TABLE IF NOT EXISTS reminders (
    key_id TEXT PRIMARY KEY,
    owner_id TEXT NOT NULL,
    version INTEGER NOT NULL,
    name TEXT NOT NULL,
    hint TEXT NOT NULL,
    credential_id TEXT NOT NULL,
    issued_at INTEGER NOT NULL,
    expires_at INTEGER,
    interval_days INTEGER,
    revoked INTEGER NOT NULL,
    owner_active INTEGER NOT NULL,
    wake_at INTEGER,
    settled TEXT NOT NULL DEFAULT '[]',
    failures TEXT,
    fence INTEGER NOT NULL DEFAULT 0,
    leased_until INTEGER NOT NULL DEFAULT 0,
    plan INTEGER NOT NULL DEFAULT 1
  ) STRICT;
  CREATE INDEX IF NOT EXISTS reminders_waking ON reminders (wake_at) WHERE wake_at IS NOT NULL;
  CREATE INDEX IF NOT EXISTS reminders_of_owner ON reminders (owner_id) WHERE revoked = 0;
  CREATE TABLE IF NOT EXISTS reminder_owners (owner_id TEXT PRIMARY KEY, version INTEGER NOT NULL, active INTEGER NOT NULL) STRICT;
  CREATE TABLE IF NOT EXISTS reminder_positions (partition INTEGER PRIMARY KEY, offset INTEGER NOT NULL) STRICT;`;

const SAVE_KEY = `
  INSERT INTO reminders (key_id, owner_id, version, name, hint, credential_id, issued_at, expires_at, interval_days, revoked, owner_active, wake_at, plan)
  VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 2)
  ON CONFLICT DO UPDATE SET
    version = excluded.version, name = excluded.name, hint = excluded.hint, credential_id = excluded.credential_id, issued_at = excluded.issued_at,
    expires_at = excluded.expires_at, interval_days = excluded.interval_days, revoked = excluded.revoked, owner_active = excluded.owner_active,
    wake_at = excluded.wake_at, plan = excluded.plan
  WHERE version < excluded.version`;
const SAVE_OWNER = `
  INSERT INTO reminder_owners VALUES (?, ?, ?)
  ON CONFLICT DO UPDATE SET version = excluded.version, active = excluded.active WHERE version < excluded.version`;
const SAVE_POSITION =
  'INSERT INTO reminder_positions VALUES (?, ?) ON CONFLICT DO UPDATE SET offset = excluded.offset WHERE offset < excluded.offset';
const CLAIM = `
  UPDATE reminders SET fence = fence + 1, leased_until = ?
  WHERE key_id IN (SELECT key_id FROM reminders WHERE wake_at <= ? AND leased_until <= ? ORDER BY wake_at LIMIT ?)
  RETURNING key_id, fence`;

/**
 * Plans of an older version, without the mail about an expiry: the process that claims one plans it again. Those that
 * wake sooner are left as they are.
 */
const WAKE_OLDER_PLANS = `
  UPDATE reminders SET wake_at = min(coalesce(wake_at, ?1), ?1), plan = 2
  WHERE plan = 1 AND interval_days IS NOT NULL AND expires_at IS NOT NULL AND revoked = 0 AND owner_active = 1`;

export interface SqliteReminderStoreOptions {
  /**
   * No other process can have the file open. Then a claim that is found was held by one that was killed, and ends at
   * once; so does the wait for another attempt.
   */
  readonly soleProcess?: boolean;
}

/** What was saved or concluded survives a power cut: what was sent is remembered nowhere else. */
export class SqliteReminderStore implements ReminderStore {
  private readonly keysOf;
  private readonly keyOf;
  private readonly ownerOf;
  private readonly saveKey;
  private readonly saveOwner;
  private readonly savePosition;
  private readonly allPositions;
  private readonly takeWaking;
  private readonly byKey;
  private readonly conclusions: GroupCommit<PendingConclusion, boolean>;
  private readonly waking;

  private constructor(private readonly database: SqliteDatabase) {
    this.keysOf = database.prepare('SELECT * FROM reminders WHERE owner_id = ? AND revoked = 0 ORDER BY key_id');
    this.keyOf = database.prepare('SELECT * FROM reminders WHERE key_id = ? AND owner_id = ? AND revoked = 0');
    this.ownerOf = database.prepare('SELECT * FROM reminder_owners WHERE owner_id = ?');
    this.saveKey = database.prepare(SAVE_KEY);
    this.saveOwner = database.prepare(SAVE_OWNER);
    this.savePosition = database.prepare(SAVE_POSITION);
    this.allPositions = database.prepare('SELECT * FROM reminder_positions');
    this.takeWaking = database.prepare(CLAIM);
    this.byKey = database.prepare('SELECT * FROM reminders WHERE key_id = ?');
    const writer = new ConclusionWriter(database);
    this.conclusions = new GroupCommit(database, (pending) => writer.write(pending));
    this.waking = database.prepare('SELECT count(*) AS due, min(wake_at) AS oldest FROM reminders WHERE wake_at <= ?');
  }

  /**
   * Opens or creates the store in the file at `path`, which must outlive read models; `:memory:` for one that ends with
   * `close()`.
   */
  static open(path: string, { soleProcess = false }: SqliteReminderStoreOptions = {}): SqliteReminderStore {
    const database = openDatabase(path, { durability: 'full' });
    database.exec(SCHEMA);
    addColumn(database, 'reminders', 'plan INTEGER NOT NULL DEFAULT 1');
    database.prepare(WAKE_OLDER_PLANS).run(Date.now());
    if (soleProcess) database.exec('UPDATE reminders SET leased_until = 0 WHERE leased_until > 0');
    return new SqliteReminderStore(database);
  }

  owners(wanted: readonly OwnerWanted[]): Promise<readonly OwnerSchedules[]> {
    return promised(() =>
      wanted.flatMap(({ ownerId, keys }) => {
        const row = this.ownerOf.get(ownerId);
        if (row === undefined) return [];
        const rows =
          keys === 'all' ? this.keysOf.all(ownerId) : keys.flatMap((keyId) => this.keyOf.all(keyId, ownerId));
        return [{ ...ownerFrom(row), keys: rows.map(scheduleFrom) }];
      }),
    );
  }

  save(changes: readonly OwnerChange[], applied: Positions): Promise<void> {
    return whenFree(() => {
      transaction(this.database, () => {
        for (const { ownerId, version, active, keys } of changes) {
          keys.forEach((key) => {
            this.writeKey(key);
          });
          this.saveOwner.run(ownerId, version, Number(active));
        }
        for (const [partition, offset] of Object.entries(applied)) this.savePosition.run(Number(partition), offset);
      });
    });
  }

  positions(): Promise<Positions> {
    return promised(() =>
      Object.fromEntries(
        this.allPositions
          .all()
          .map(positionFrom)
          .map(({ partition, offset }) => [partition, offset]),
      ),
    );
  }

  claim({ dueBy, at, claimMs, limit }: ClaimRequest): Promise<readonly Claim[]> {
    return whenFree(() =>
      this.withoutSync(() => this.takeWaking.all(at.getTime() + claimMs, dueBy.getTime(), at.getTime(), limit)).map(
        claimFrom,
      ),
    );
  }

  find(keyId: string): Promise<Reminder | undefined> {
    return promised(() => {
      const row = this.byKey.get(keyId);
      return row === undefined ? undefined : reminderFrom(row);
    });
  }

  conclude(claim: Claim, version: number, conclusion: Conclusion): Promise<boolean> {
    return this.conclusions.add({ claim, version, conclusion });
  }

  backlog(dueBy: Date): Promise<Backlog> {
    return promised(() => backlogFrom(this.waking.get(dueBy.getTime())));
  }

  close(): Promise<void> {
    return promised(() => {
      if (!this.database.isOpen) return;
      this.conclusions.flush();
      this.database.close();
    });
  }

  /** A claim need not survive a power cut, since nobody who holds one does. */
  private withoutSync<T>(work: () => T): T {
    this.database.exec('PRAGMA synchronous = NORMAL');
    try {
      return work();
    } finally {
      this.database.exec('PRAGMA synchronous = FULL');
    }
  }

  private writeKey({ schedule, wakeAt }: ScheduleChange): void {
    const {
      keyId,
      ownerId,
      version,
      name,
      hint,
      credentialId,
      issuedAt,
      expiresAt,
      intervalDays,
      revoked,
      ownerActive,
    } = schedule;
    this.saveKey.run(
      keyId,
      ownerId,
      version,
      name,
      hint,
      credentialId,
      issuedAt.getTime(),
      expiresAt?.getTime() ?? null,
      intervalDays,
      Number(revoked),
      Number(ownerActive),
      wakeAt?.getTime() ?? null,
    );
  }
}
