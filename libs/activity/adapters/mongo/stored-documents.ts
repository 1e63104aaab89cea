import { Schema } from 'mongoose';
import { STORE_SCHEMA } from '#mongo';
import { z } from 'zod';
import { type KeyFacts, type OwnerState } from '../../domain/owner-keys.js';
import { type MinutesOfHour, packMinutes, sumOfMinutes, unpackMinutes } from '../../domain/packed-minutes.js';
import { MINUTE_MS } from '../../domain/time.js';
import { type CredentialUseCounts, type LastUse, type UseCountsAt } from '../../domain/uses.js';
import { credentials } from '../stored-keys.js';
import { fieldName, idOf } from './field-names.js';

/**
 * A key's hour, whole, so that what a flush adds and that it was added is one write. Names of inner fields are ids as
 * `fieldName` writes them.
 */
export interface StoredHour {
  readonly _id: string;
  readonly keyId: string;
  /** Its start, in milliseconds since the epoch. */
  readonly hour: number;
  /** Its start, while it has minutes that are not packed; those of earlier versions have none, and are not packed. */
  readonly unpacked?: number;
  /** By counter: the last record that was added. */
  readonly counters: object;
  /** By credential. */
  readonly sums: object;
  /** By minute (0–59) and credential, and by route in earlier versions. */
  readonly minutes: object;
  /** By credential: other minutes, once the hour was over. */
  readonly packed?: object;
}
export type StoredLastUse = LastUse & { readonly _id: string };
export type StoredOwner = Omit<OwnerState, 'ownerId'> & {
  readonly _id: string;
  /** As an earlier version stored them. */
  readonly keys?: readonly unknown[] | undefined;
};
export type StoredKey = Omit<KeyFacts, 'keyId'> & { readonly _id: string };

/** Queries name them: a planner need not find them. */
export const KEY_INDEX = 'key';
export const USE_INDEX = 'use';
export const ENDPOINT_INDEX = 'endpoint';

const Mixed = Schema.Types.Mixed;

export const hourSchema = new Schema<StoredHour>(
  {
    _id: { type: String, required: true },
    keyId: String,
    hour: Number,
    unpacked: Number,
    counters: Mixed,
    sums: Mixed,
    minutes: Mixed,
    packed: Mixed,
  },
  STORE_SCHEMA,
)
  .index({ keyId: 1, hour: 1 }, { name: KEY_INDEX })
  .index({ hour: 1 }, { name: 'age' })
  .index({ unpacked: 1 }, { name: 'unpacked', sparse: true });

export const lastUseSchema = new Schema<StoredLastUse>(
  {
    _id: { type: String, required: true },
    keyId: String,
    credentialId: String,
    at: Number,
    endpoint: Mixed,
  },
  STORE_SCHEMA,
)
  .index({ keyId: 1, at: 1 }, { name: USE_INDEX })
  .index({ keyId: 1, 'endpoint.at': 1 }, { name: ENDPOINT_INDEX });

export const ownerSchema = new Schema<StoredOwner>(
  {
    _id: { type: String, required: true },
    version: Number,
    active: Boolean,
    keys: { type: [Mixed], default: undefined },
  },
  STORE_SCHEMA,
);

export const keySchema = new Schema<StoredKey>(
  {
    _id: { type: String, required: true },
    ownerId: String,
    createdIn: Number,
    version: Number,
    createdAt: String,
    revokedAt: Mixed,
    credentials: [Mixed],
    olderCredentials: Number,
  },
  STORE_SCHEMA,
)
  .index({ ownerId: 1, createdIn: 1 }, { name: 'owner' })
  .index({ ownerId: 1, revokedAt: 1 }, { name: 'standing' });

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

const bytes = z.union([
  z.instanceof(Uint8Array),
  z.object({ buffer: z.instanceof(Uint8Array) }).transform(({ buffer }) => buffer),
]);

/** An hour's minutes, by credential. */
const minutesByCredential = z
  .object({
    minutes: z.record(z.string(), z.record(credentialName, z.record(z.string(), uses))),
    packed: z.record(credentialName, bytes).default({}),
  })
  .transform(({ minutes, packed }): ReadonlyMap<string, MinutesOfHour> => {
    const hours = new Map(Object.entries(packed).map(([credentialId, hour]) => [credentialId, unpackMinutes(hour)]));
    for (const [minute, credentials] of Object.entries(minutes)) {
      for (const [credentialId, routes] of Object.entries(credentials)) {
        const one = Object.values(routes).reduce(
          (sum, { accepted, denied }) => ({ accepted: sum.accepted + accepted, denied: sum.denied + denied }),
          { accepted: 0, denied: 0 },
        );
        hours.set(credentialId, sumOfMinutes(hours.get(credentialId) ?? new Map(), new Map([[Number(minute), one]])));
      }
    }
    return hours;
  });

export const minutesFrom = z
  .intersection(z.object({ keyId: z.string(), hour: z.int() }), z.unknown())
  .transform((document): readonly UseCountsAt[] => {
    const { keyId, hour } = document;
    return [...minutesByCredential.parse(document)].flatMap(([credentialId, minutes]) =>
      [...minutes].map(([minute, counts]) => ({ keyId, credentialId, at: hour + minute * MINUTE_MS, ...counts })),
    );
  });

/** An hour whose minutes are to be packed; what is packed of it is right while its counters are as they were. */
export const hourToPack = z
  .object({ _id: z.string(), counters: z.record(z.string(), z.int()) })
  .loose()
  .transform((document) => ({
    _id: document._id,
    counters: document.counters,
    packed: Object.fromEntries(
      [...minutesByCredential.parse(document)].map(([credentialId, minutes]) => [
        fieldName(credentialId),
        Buffer.from(packMinutes(minutes)),
      ]),
    ),
  }));

export const lastUseFrom = z.object({
  keyId: z.string(),
  credentialId: z.string(),
  at: z.int(),
  endpoint: z.object({ at: z.int(), method: z.string(), path: z.string() }).nullable(),
});

export const ownerFrom = z
  .object({ _id: z.string(), version: z.int(), active: z.boolean() })
  .transform(({ _id: ownerId, version, active }): OwnerState => ({ ownerId, version, active }));

export const keyFrom = z
  .object({
    _id: z.string(),
    ownerId: z.string(),
    createdIn: z.int(),
    version: z.int(),
    createdAt: z.string(),
    revokedAt: z.string().nullable(),
    credentials,
    olderCredentials: z.int(),
  })
  .transform(({ _id: keyId, ...key }): KeyFacts => ({ keyId, ...key }));

export const ownerOnceStored = z.object({ _id: z.string(), version: z.int(), keys: z.unknown() });
