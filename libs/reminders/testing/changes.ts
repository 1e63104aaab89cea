import { type OwnerId } from '#contracts';
import { type SettledMail } from '../domain/mail-plan.js';
import { type KeySchedule } from '../domain/schedule.js';
import { onDay, START } from '../domain/testing/events.js';
import { type OwnerChange, type ScheduleChange } from '../ports/reminder-store.js';

export const SETTLED: SettledMail = {
  credentialId: 'c1',
  intervalDays: 30,
  stage: 'approaching',
  outcome: 'sent',
  at: onDay(23),
  reason: null,
};

export function keyChange(more: Partial<KeySchedule> = {}, wakeAt: Date | null = onDay(23)): ScheduleChange {
  const schedule: KeySchedule = {
    keyId: 'k1',
    ownerId: 'acme/ann',
    version: 1,
    name: 'A key',
    hint: 'claribi_sk_live_abcd',
    credentialId: 'c1',
    issuedAt: START,
    expiresAt: null,
    intervalDays: 30,
    revoked: false,
    ownerActive: true,
    ...more,
  };
  return { schedule, wakeAt };
}

/** The keys are the owner's, whatever they say. */
export function ownerChange(
  ownerId: OwnerId,
  version: number,
  keys: readonly ScheduleChange[],
  { active = true } = {},
): OwnerChange {
  return {
    ownerId,
    version,
    active,
    keys: keys.map(({ schedule, wakeAt }) => ({ schedule: { ...schedule, ownerId }, wakeAt })),
  };
}
