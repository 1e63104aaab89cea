import { Schema } from 'mongoose';
import { STORE_SCHEMA } from '#mongo';
import { z } from 'zod';
import { type OwnerKeys } from '../../domain/owner-keys.js';
import { MINUTE_MS } from '../../domain/time.js';
import { type CredentialUseCounts, type LastUse, type UseCountsAt } from '../../domain/uses.js';
import { idOf } from './field-names.js';

/**
 * A key's hour, whole, so that what a flush adds and that it was added is one write. Names of inner fields are ids as
 * `fieldName` writes them.
 */
export interface StoredHour {
  readonly _id: string;
  readonly keyId: string;
  /** Its start, in milliseconds since the epoch. */
  readonly hour: number;
  /** By counter: the last flush that was added. */
  readonly counters: object;
  /** By credential. */
  readonly sums: object;
  /** By minute (0–59), credential and route. */
  readonly minutes: object;
}
export type StoredLastUse = LastUse & { readonly _id: string };
export type StoredOwner = Omit<OwnerKeys, 'ownerId'> & { readonly _id: string };

/** Sums name it: a planner need not find it. */
export const KEY_INDEX = 'key';

const Mixed = Schema.Types.Mixed;

export const hourSchema = new Schema<StoredHour>(
  {
    _id: { type: String, required: true },
    keyId: String,
    hour: Number,
    counters: Mixed,
    sums: Mixed,
    minutes: Mixed,
  },
  STORE_SCHEMA,
)
  .index({ keyId: 1, hour: 1 }, { name: KEY_INDEX })
  .index({ hour: 1 }, { name: 'age' });

export const lastUseSchema = new Schema<StoredLastUse>(
  {
    _id: { type: String, required: true },
    keyId: String,
    credentialId: String,
    at: Number,
    endpoint: Mixed,
  },
  STORE_SCHEMA,
).index({ keyId: 1 }, { name: 'key' });

export const ownerSchema = new Schema<StoredOwner>(
  {
    _id: { type: String, required: true },
    version: Number,
    active: Boolean,
    keys: [Mixed],
  },
  STORE_SCHEMA,
);

export function hourId(keyId: string, hour: number): string {
  return `${keyId}@${String(hour)}`;
}

export function lastUseId(keyId: string, credentialId: string): string {
  return JSON.stringify([keyId, credentialId]);
}

const uses = z.object({ accepted: z.int(), denied: z.int() });
const credentialName = z.string().transform(idOf);

export const sumFrom = z
  .object({ _id: z.object({ keyId: z.string(), credential: credentialName }), ...uses.shape })
  .transform(({ _id: { keyId, credential: credentialId }, accepted, denied }): CredentialUseCounts => ({
    keyId,
    credentialId,
    accepted,
    denied,
  }));

export const stepFrom = z
  .object({ _id: z.object({ keyId: z.string(), credential: credentialName, at: z.int() }), ...uses.shape })
  .transform(({ _id: { keyId, credential: credentialId, at }, accepted, denied }): UseCountsAt => ({
    keyId,
    credentialId,
    at,
    accepted,
    denied,
  }));

export const hourSumsFrom = z
  .object({ keyId: z.string(), hour: z.int(), sums: z.record(credentialName, uses) })
  .transform(({ keyId, hour: at, sums }): readonly UseCountsAt[] =>
    Object.entries(sums).map(([credentialId, sum]) => ({ keyId, credentialId, at, ...sum })),
  );

export const minutesFrom = z
  .object({
    keyId: z.string(),
    hour: z.int(),
    minutes: z.record(z.string(), z.record(credentialName, z.record(z.string(), uses))),
  })
  .transform(({ keyId, hour, minutes }): readonly UseCountsAt[] =>
    Object.entries(minutes).flatMap(([minute, credentials]) =>
      Object.entries(credentials).map(([credentialId, routes]) => ({
        keyId,
        credentialId,
        at: hour + Number(minute) * MINUTE_MS,
        accepted: Object.values(routes).reduce((sum, { accepted }) => sum + accepted, 0),
        denied: Object.values(routes).reduce((sum, { denied }) => sum + denied, 0),
      })),
    ),
  );

export const lastUseFrom = z.object({
  keyId: z.string(),
  credentialId: z.string(),
  at: z.int(),
  endpoint: z.object({ at: z.int(), method: z.string(), path: z.string() }).nullable(),
});

export const ownerFrom = z
  .object({
    _id: z.string(),
    version: z.int(),
    active: z.boolean(),
    keys: z.array(
      z.object({
        keyId: z.string(),
        createdAt: z.string(),
        revokedAt: z.string().nullable(),
        credentials: z.array(
          z.object({ credentialId: z.string(), hint: z.string(), graceEndsAt: z.string().nullable() }),
        ),
      }),
    ),
  })
  .transform(({ _id, ...rest }): OwnerKeys => ({ ownerId: _id, ...rest }));
