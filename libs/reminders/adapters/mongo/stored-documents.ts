import { Schema } from 'mongoose';
import { REMINDER_INTERVALS } from '#contracts';
import { STORE_SCHEMA } from '#mongo';
import { z } from 'zod';
import { OUTCOMES, STAGES } from '../../domain/mail-plan.js';
import { type Reminder } from '../../domain/reminder.js';
import { type KeySchedule } from '../../domain/schedule.js';

/** A key's reminder, whole. */
export type StoredReminder = Omit<KeySchedule, 'keyId'> &
  Omit<Reminder, 'schedule'> & { readonly _id: string; readonly plan: number };
/** By which version of the plan `wakeAt` was computed; documents without one know of no mail about an expiry. */
export const PLAN = 2;
export interface StoredOwner {
  readonly _id: string;
  readonly version: number;
  readonly active: boolean;
}
/** Of one partition of key-events; its number is the id. */
export interface StoredPosition {
  readonly _id: number;
  readonly offset: number;
}

const Mixed = Schema.Types.Mixed;

export const reminderSchema = new Schema<StoredReminder>(
  {
    _id: { type: String, required: true },
    ownerId: String,
    version: Number,
    name: String,
    hint: String,
    credentialId: String,
    issuedAt: Date,
    expiresAt: Date,
    intervalDays: Number,
    revoked: Boolean,
    ownerActive: Boolean,
    wakeAt: Date,
    settled: [Mixed],
    failures: Mixed,
    fence: Number,
    leasedUntil: Date,
    plan: Number,
  },
  STORE_SCHEMA,
)
  .index({ wakeAt: 1, leasedUntil: 1 }, { name: 'waking' })
  .index({ ownerId: 1 }, { name: 'owner', partialFilterExpression: { revoked: false } });

export const ownerSchema = new Schema<StoredOwner>(
  { _id: { type: String, required: true }, version: Number, active: Boolean },
  STORE_SCHEMA,
);
export const positionSchema = new Schema<StoredPosition>(
  { _id: { type: Number, required: true }, offset: Number },
  STORE_SCHEMA,
);

const interval = z.literal(REMINDER_INTERVALS);
const mail = z.object({
  credentialId: z.string(),
  intervalDays: interval,
  stage: z.enum(STAGES),
  expiresAt: z.string().optional(),
});

const schedule = {
  _id: z.string(),
  ownerId: z.string(),
  version: z.int(),
  name: z.string(),
  hint: z.string(),
  credentialId: z.string(),
  issuedAt: z.date(),
  expiresAt: z.date().nullable(),
  intervalDays: interval.nullable(),
  revoked: z.boolean(),
  ownerActive: z.boolean(),
};

export const scheduleFrom = z.object(schedule).transform(({ _id, ...rest }): KeySchedule => ({ keyId: _id, ...rest }));

export const reminderFrom = z
  .object({
    ...schedule,
    wakeAt: z.date().nullable(),
    settled: z.array(mail.extend({ outcome: z.enum(OUTCOMES), at: z.date(), reason: z.string().nullable() })),
    failures: z.object({ mail, count: z.int(), since: z.date() }).nullable(),
    fence: z.int(),
    leasedUntil: z.date(),
  })
  .transform(({ _id, wakeAt, settled, failures, fence, leasedUntil, ...rest }): Reminder => ({
    schedule: { keyId: _id, ...rest },
    wakeAt,
    settled,
    failures,
    fence,
    leasedUntil,
  }));

export const ownerFrom = z.object({ _id: z.string(), version: z.int(), active: z.boolean() });
export const positionFrom = z.object({ _id: z.int(), offset: z.int() });
export const candidateFrom = z.object({ _id: z.string(), fence: z.int() });
export const backlogFrom = z.object({ due: z.int(), oldest: z.date().nullable() });
