import { z } from 'zod';
import { REMINDER_INTERVALS } from '#contracts';
import { OUTCOMES, STAGES } from '../../domain/mail-plan.js';
import { type Reminder } from '../../domain/reminder.js';
import { type KeySchedule } from '../../domain/schedule.js';

const time = z.int().transform((ms) => new Date(ms));
const isoTime = z.iso.datetime().transform((text) => new Date(text));
const flag = z.literal([0, 1]).transform((value) => value === 1);
const json = z.string().transform((text): unknown => JSON.parse(text));
const interval = z.literal(REMINDER_INTERVALS);

const mail = z.object({
  credentialId: z.string(),
  intervalDays: interval,
  stage: z.enum(STAGES),
  expiresAt: z.string().optional(),
});
const settledMails = z.array(mail.extend({ outcome: z.enum(OUTCOMES), at: isoTime, reason: z.string().nullable() }));
const failures = z.object({ mail, count: z.int(), since: isoTime });

const scheduleRow = z.object({
  key_id: z.string(),
  owner_id: z.string(),
  version: z.int(),
  name: z.string(),
  hint: z.string(),
  credential_id: z.string(),
  issued_at: time,
  expires_at: time.nullable(),
  interval_days: interval.nullable(),
  revoked: flag,
  owner_active: flag,
});
const reminderRow = scheduleRow.extend({
  wake_at: time.nullable(),
  settled: json.pipe(settledMails),
  failures: json.pipe(failures).nullable(),
  fence: z.int(),
  leased_until: time,
});

const ownerRow = z
  .object({ owner_id: z.string(), version: z.int(), active: flag })
  .transform(({ owner_id: ownerId, version, active }) => ({ ownerId, version, active }));
const positionRow = z.object({ partition: z.int(), offset: z.int() });
const claimRow = z
  .object({ key_id: z.string(), fence: z.int() })
  .transform(({ key_id: keyId, fence }) => ({ keyId, fence }));
const backlogRow = z.object({ due: z.int(), oldest: time.nullable() });

export const ownerFrom = (row: unknown) => ownerRow.parse(row);
export const positionFrom = (row: unknown) => positionRow.parse(row);
export const claimFrom = (row: unknown) => claimRow.parse(row);
export const backlogFrom = (row: unknown) => backlogRow.parse(row);
export const scheduleFrom = (row: unknown): KeySchedule => toSchedule(scheduleRow.parse(row));

export function reminderFrom(value: unknown): Reminder {
  const row = reminderRow.parse(value);
  const { wake_at: wakeAt, settled, failures, fence, leased_until: leasedUntil } = row;
  return { schedule: toSchedule(row), wakeAt, settled, failures, fence, leasedUntil };
}

function toSchedule(row: z.output<typeof scheduleRow>): KeySchedule {
  return {
    keyId: row.key_id,
    ownerId: row.owner_id,
    version: row.version,
    name: row.name,
    hint: row.hint,
    credentialId: row.credential_id,
    issuedAt: row.issued_at,
    expiresAt: row.expires_at,
    intervalDays: row.interval_days,
    revoked: row.revoked,
    ownerActive: row.owner_active,
  };
}
