import { type OwnerId, type Positions } from '#contracts';
import { type OwnerSchedules } from '../domain/owner-schedules.js';
import { type Claim, type Conclusion, type Reminder } from '../domain/reminder.js';
import { type KeySchedule } from '../domain/schedule.js';

export interface ScheduleChange {
  readonly schedule: KeySchedule;
  /** When the schedule alone asks for a look. */
  readonly wakeAt: Date | null;
}

export interface OwnerChange {
  readonly ownerId: OwnerId;
  readonly version: number;
  readonly active: boolean;
  /** The keys that changed. */
  readonly keys: readonly ScheduleChange[];
}

export interface OwnerWanted {
  readonly ownerId: OwnerId;
  /** By their ids. What it costs depends on these, not on how many keys the owner has. */
  readonly keys: readonly string[] | 'all';
}

export interface ClaimRequest {
  /** Reminders that wake up to this moment, of domain time. */
  readonly dueBy: Date;
  /** The moment of the claim, of wall time. */
  readonly at: Date;
  readonly claimMs: number;
  readonly limit: number;
}

export interface Backlog {
  readonly due: number;
  /** When the one that waits longest woke; null when none does. */
  readonly oldest: Date | null;
}

/**
 * The schedules and what was done about them. It must outlive read models: what was sent is remembered here only. Every
 * write is one guarded change of one document (a key's, or an owner's), so that nothing but single-document writes is
 * needed.
 */
export interface ReminderStore {
  /** Those that are known, each with the wanted ones of its keys that are not revoked. */
  owners(wanted: readonly OwnerWanted[]): Promise<readonly OwnerSchedules[]>;

  /**
   * Writes each key that is stored with a smaller version, or not yet, and leaves claims, settled mails and failures as
   * they are; then each owner alike; then moves the positions forward. Repeating it, and writing what is older, changes
   * nothing.
   */
  save(changes: readonly OwnerChange[], applied: Positions): Promise<void>;

  /** Up to where key-events has been saved. */
  positions(): Promise<Positions>;

  /**
   * Takes up to `limit` reminders, those first that wake first, claimed for `claimMs`. Nobody else gets them
   * before it is over, and each claim of a key has a greater fence than every one before.
   */
  claim(request: ClaimRequest): Promise<readonly Claim[]>;

  find(keyId: string): Promise<Reminder | undefined>;

  /**
   * Stores what came of a claim and ends it; nobody gets the reminder before `restsUntil`.
   * @param version of the schedule that was acted on: when it has changed since, its newer `wakeAt` is kept.
   * @returns false when the key was claimed again since: nothing is stored then.
   */
  conclude(claim: Claim, version: number, conclusion: Conclusion): Promise<boolean>;

  /** What wakes up to `dueBy`, claimed or not. */
  backlog(dueBy: Date): Promise<Backlog>;

  close(): Promise<void>;
}
