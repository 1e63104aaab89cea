import { type OwnerId, type ReminderInterval } from '#contracts';

/** What is known of one key, as far as its reminder goes. */
export interface KeySchedule {
  readonly keyId: string;
  readonly ownerId: OwnerId;
  /** Of the owner's stream: the last event that changed this. */
  readonly version: number;
  readonly name: string;
  /** Prefix and first characters of the current secret, for people. */
  readonly hint: string;
  readonly credentialId: string;
  /** When the current credential was issued: the key's age counts from here. */
  readonly issuedAt: Date;
  readonly expiresAt: Date | null;
  /** Null: no reminder is set. */
  readonly intervalDays: ReminderInterval | null;
  readonly revoked: boolean;
  readonly ownerActive: boolean;
}

const DAY_MS = 24 * 3_600_000;

export function addDays(time: Date, days: number): Date {
  return new Date(time.getTime() + days * DAY_MS);
}

/** Whole days from `from` to `to`, never less than 0. */
export function daysBetween(from: Date, to: Date): number {
  return Math.max(0, Math.floor((to.getTime() - from.getTime()) / DAY_MS));
}

/**
 * The day to rotate on; null while there is none, because no reminder is set, or the key or its owner is out of use.
 */
export function rotationDue({ issuedAt, intervalDays, revoked, ownerActive }: KeySchedule): Date | null {
  return intervalDays === null || revoked || !ownerActive ? null : addDays(issuedAt, intervalDays);
}
