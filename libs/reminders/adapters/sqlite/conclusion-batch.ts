import { transaction, type SqliteDatabase } from '#sqlite';
import { type Claim, type Conclusion } from '../../domain/reminder.js';

const CONCLUDE = `
  UPDATE reminders SET settled = ?, failures = ?, leased_until = ?, wake_at = CASE version WHEN ? THEN ? ELSE wake_at END
  WHERE key_id = ? AND fence = ?`;

interface PendingConclusion {
  readonly claim: Claim;
  readonly version: number;
  readonly conclusion: Conclusion;
}

/** Group commit: what is concluded in one turn of the event loop becomes durable with one fsync, each conclusion judged by itself. */
export class ConclusionBatch {
  private waiting: { readonly pending: PendingConclusion; readonly resolve: (taken: boolean) => void; readonly reject: (reason: unknown) => void }[] = [];
  private readonly update;

  constructor(private readonly database: SqliteDatabase) {
    this.update = database.prepare(CONCLUDE);
  }

  add(pending: PendingConclusion): Promise<boolean> {
    return new Promise((resolve, reject) => {
      if (this.waiting.length === 0) setImmediate(() => { this.flush(); });
      this.waiting.push({ pending, resolve, reject });
    });
  }

  /** Writes what waits, now. A failure of the database fails all of it: nothing was written. */
  flush(): void {
    const batch = this.waiting.splice(0);
    if (batch.length === 0) return;
    try {
      const taken = transaction(this.database, () => batch.map(({ pending }) => this.write(pending)));
      for (const [index, { resolve }] of batch.entries()) resolve(taken[index] === true);
    } catch (error) {
      for (const { reject } of batch) reject(error);
    }
  }

  private write({ claim: { keyId, fence }, version, conclusion: { settled, failures, restsUntil, wakeAt } }: PendingConclusion): boolean {
    return this.update.run(JSON.stringify(settled), failures && JSON.stringify(failures), restsUntil?.getTime() ?? 0, version, wakeAt?.getTime() ?? null, keyId, fence).changes === 1;
  }
}
