import { type OwnerId, type UsageRecord } from '#contracts';
import { type KeyFacts, type OwnerKeys, type OwnerState } from '../domain/owner-keys.js';
import { type CredentialUseCounts, type LastUse, type UseCountsAt } from '../domain/uses.js';
import { type HourRange } from '../domain/window.js';

/**
 * What is known of keys' uses, and of keys. Every write is guarded, so what comes again changes nothing. Times are
 * milliseconds since the epoch; hours and minutes are named by their starts. Nothing is known of a key that has no
 * uses: it is missing in answers.
 */
export interface ActivityStore {
  /**
   * Adds the uses of each of `records`, in order, unless they are added already (see `UsageRecord.sequence`), and their
   * last uses where these are later than what is known. When it rejects, a part may have been added: the same records
   * again are right.
   */
  addUsage(records: readonly UsageRecord[]): Promise<void>;

  /** The sums of the hours in `range`, by key and credential. */
  sums(keyIds: readonly string[], range: HourRange): Promise<readonly CredentialUseCounts[]>;

  /**
   * The same in steps of `stepMs` (whole hours) from the start of `range` on, named by their starts; those that have
   * uses.
   */
  steps(keyIds: readonly string[], range: HourRange, stepMs: number): Promise<readonly UseCountsAt[]>;

  /** The minutes of `hours` that have uses. */
  minutes(keyIds: readonly string[], hours: readonly number[]): Promise<readonly UseCountsAt[]>;

  /** The hours in `range` that have uses, oldest first. */
  hours(keyId: string, range: HourRange): Promise<readonly UseCountsAt[]>;

  /**
   * The latest accepted request of each credential that is named; of a key's other credentials, that of the one used
   * last and of the one with the latest endpoint. Kept when their hours have expired. Costs what it answers, however
   * many credentials a key has had.
   */
  lastUses(wanted: readonly WantedLastUses[]): Promise<readonly LastUse[]>;

  /**
   * Packs the minutes of hours that began before `before`, of about `limit` of a credential's hours or a key's, oldest
   * first: they take less room, and no answer changes. Uses may still be added to them. Resolves with how many it
   * packed; 0: none is left.
   */
  packBefore(before: number, limit: number): Promise<number>;

  /** Deletes hours that began before `before`, at most `limit` of a key or credential, oldest first. Resolves with how many. */
  expireBefore(before: number, limit: number): Promise<number>;

  /** Those of `ownerIds` that are known. */
  owners(ownerIds: readonly OwnerId[]): Promise<readonly OwnerState[]>;

  /** All keys of an owner, in the order they were created. */
  keysOf(ownerId: OwnerId): Promise<readonly KeyFacts[]>;

  /** At most `limit` keys of an owner, newest first; those that were created before the event `before`, if it is given. */
  newestKeys(ownerId: OwnerId, limit: number, before?: number): Promise<readonly KeyFacts[]>;

  /**
   * How many keys of an owner are not revoked, and which of them have more than `uses` uses, accepted and denied, in the
   * hours of `range`.
   */
  usedMore(ownerId: OwnerId, range: HourRange, uses: number): Promise<UsedMore>;

  /** Those of `keyIds` that are known, whoever owns them. */
  keys(keyIds: readonly string[]): Promise<readonly KeyFacts[]>;

  /**
   * Stores each of `owners`, with those of its keys that it holds, unless what is stored of an owner or key has the same
   * version or a later one. The owner is stored last: when it has a version, its keys have all that happened up to it.
   */
  saveOwners(owners: readonly OwnerKeys[]): Promise<void>;

  close(): Promise<void>;
}

export interface WantedLastUses {
  readonly keyId: string;
  /** Those that are wanted one by one. */
  readonly credentialIds: readonly string[];
}

export interface UsedMore {
  readonly standing: number;
  readonly keyIds: readonly string[];
}
