import { type SqliteDatabase } from '#sqlite';
import { type Claim, type Conclusion } from '../../domain/reminder.js';

const CONCLUDE = `
  UPDATE reminders SET settled = ?, failures = ?, leased_until = ?, wake_at = CASE version WHEN ? THEN ? ELSE wake_at END
  WHERE key_id = ? AND fence = ?`;

export interface PendingConclusion {
  readonly claim: Claim;
  readonly version: number;
  readonly conclusion: Conclusion;
}

/** Writes what was concluded of claims; returns whether the claim still held. */
export class ConclusionWriter {
  private readonly update;

  constructor(database: SqliteDatabase) {
    this.update = database.prepare(CONCLUDE);
  }

  write({
    claim: { keyId, fence },
    version,
    conclusion: { settled, failures, restsUntil, wakeAt },
  }: PendingConclusion): boolean {
    return (
      this.update.run(
        JSON.stringify(settled),
        failures && JSON.stringify(failures),
        restsUntil?.getTime() ?? 0,
        version,
        wakeAt?.getTime() ?? null,
        keyId,
        fence,
      ).changes === 1
    );
  }
}
