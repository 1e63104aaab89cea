import { type KeyUsage, type OwnerId } from '#contracts';
import { type OwnerKeys } from '../domain/owner-keys.js';
import { type CredentialUseCounts, type LastUse, type UseCountsAt } from '../domain/uses.js';
import { type HourRange } from '../domain/window.js';

/**
 * What is known of keys' uses. Every write is one guarded change of one document (hour, last use, owner), so what comes
 * again changes nothing. Not promised: that several documents change together. Times are milliseconds since the epoch;
 * hours and minutes are named by their starts. Nothing is known of a key that has no uses: it is missing in answers.
 */
export interface ActivityStore {
  /**
   * Adds each of `usages`, in order: `additionsOf` to its hour's document unless that has the flush already, and
   * `lastUsesOf` where they are later than what is known. When it rejects, a part may have been added: the same usages
   * again are right.
   */
  addUsage(usages: readonly KeyUsage[]): Promise<void>;

  /** The sums of the hours in `range`, by key and credential. */
  sums(keyIds: readonly string[], range: HourRange): Promise<readonly CredentialUseCounts[]>;

  /**
   * The same in steps of `stepMs` (whole hours) from the start of `range` on, named by their starts; those that have
   * uses.
   */
  steps(keyIds: readonly string[], range: HourRange, stepMs: number): Promise<readonly UseCountsAt[]>;

  /** The minutes of `hours` that have uses, summed over routes. */
  minutes(keyIds: readonly string[], hours: readonly number[]): Promise<readonly UseCountsAt[]>;

  /** The hours in `range` that have uses, oldest first. */
  hours(keyId: string, range: HourRange): Promise<readonly UseCountsAt[]>;

  /** The latest accepted request of each credential; kept when its hour's document has expired. */
  lastUses(keyIds: readonly string[]): Promise<readonly LastUse[]>;

  owners(ownerIds: readonly OwnerId[]): Promise<readonly OwnerKeys[]>;

  /** Stores each of `owners`, unless what is stored of it has the same version or a later one. */
  saveOwners(owners: readonly OwnerKeys[]): Promise<void>;

  /** Deletes documents of hours that began before `before`, at most `limit`, oldest first. Resolves with how many. */
  expireBefore(before: number, limit: number): Promise<number>;

  close(): Promise<void>;
}
