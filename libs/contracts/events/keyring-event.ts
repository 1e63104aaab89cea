import { z } from 'zod';
import { NAME_BOUNDS, REASON_BOUNDS } from '../text/visible-text.js';
import { MODES, ROLES, SCOPES } from '../vocabulary.js';

/** Who can tell an owner's role: the owner's own token, a service, or an administrator or owner of the organisation. */
export const ROLE_TELLERS = ['token', 'service', 'manager'] as const;
export type RoleTeller = (typeof ROLE_TELLERS)[number];

export const REMINDER_INTERVALS = [30, 60, 90] as const;
export type ReminderInterval = (typeof REMINDER_INTERVALS)[number];

const isoTime = z.iso.datetime();
const id = z.string().min(1).max(300);
/** Bounds of what people write are in UTF-16 units here: no text within its bounds in bytes has more. */
const reason = z.string().max(REASON_BOUNDS.bytes).nullable();

const credential = z.object({
  credentialId: id,
  /** HMAC-SHA256 of the secret under the pepper `pepperId`, 64 lower-case hex digits. */
  digest: z.string().regex(/^[0-9a-f]{64}$/),
  pepperId: id,
  /** Prefix and first four characters of the secret, for people. */
  hint: z.string().min(1).max(64),
});
/** One secret of a key, as it is stored and sent: never the secret itself. */
export type IssuedCredential = z.infer<typeof credential>;

/**
 * The data of every event by type, in its current schema version. `changesAccess` shows consumers that cannot read a
 * type or version whether they may pass it over (false) or must fail closed for its owner (true); it travels in a
 * record header.
 */
export const KEYRING_EVENTS = {
  KeyCreated: {
    /** 1: the name had at most 100 UTF-16 units. */
    schemaVersion: 2,
    changesAccess: true,
    data: z.object({
      keyId: id,
      name: z.string().min(1).max(NAME_BOUNDS.bytes),
      scope: z.enum(SCOPES),
      mode: z.enum(MODES),
      expiresAt: isoTime.nullable(),
      credential,
    }),
  },
  KeyRotated: {
    schemaVersion: 1,
    changesAccess: true,
    /** `graceEndsAt`: when the credential `retires` stops working. */
    data: z.object({ keyId: id, credential, retires: id, graceEndsAt: isoTime }),
  },
  /** 1: the reason had at most 500 UTF-16 units. */
  KeyRevoked: { schemaVersion: 2, changesAccess: true, data: z.object({ keyId: id, reason }) },
  GraceEnded: {
    schemaVersion: 1,
    changesAccess: true,
    /** Retired credentials of the key that were ended by hand, at the event's time. */
    data: z.object({ keyId: id, credentialIds: z.array(id).min(1) }),
  },
  AllKeysRevoked: {
    /** 1: the reason had at most 500 UTF-16 units. */
    schemaVersion: 2,
    changesAccess: true,
    /** Every key created before it in its stream is revoked; `count`: how many of them had not expired. */
    data: z.object({ reason, count: z.int().min(0) }),
  },
  OwnerRoleChanged: {
    schemaVersion: 2,
    changesAccess: true,
    /**
     * `toldAt`: the time of the fact, by which facts are ordered: the `iat` of the owner's token, or when a service or
     * a manager set it. The role may be the one that was known.
     */
    data: z.object({ role: z.enum(ROLES), source: z.enum(ROLE_TELLERS), toldAt: isoTime }),
  },
  /** The owner's own token was seen for the first time, and said nothing else that had to be remembered. */
  OwnerSeen: { schemaVersion: 1, changesAccess: false, data: z.object({}) },
  OwnerDeactivated: { schemaVersion: 1, changesAccess: true, data: z.object({}) },
  OwnerReactivated: { schemaVersion: 1, changesAccess: true, data: z.object({}) },
  RotationReminderSet: {
    schemaVersion: 1,
    changesAccess: false,
    data: z.object({ keyId: id, intervalDays: z.literal(REMINDER_INTERVALS) }),
  },
  /** What people call the key, and nothing else. */
  KeyRenamed: {
    schemaVersion: 1,
    changesAccess: false,
    data: z.object({ keyId: id, name: z.string().min(1).max(NAME_BOUNDS.bytes) }),
  },
  KeyExpiryChanged: {
    schemaVersion: 1,
    changesAccess: true,
    /**
     * null: the key does not expire. A grace that would outlast the new expiry ends with it, for good: a later expiry
     * does not lengthen it again.
     */
    data: z.object({ keyId: id, expiresAt: isoTime.nullable() }),
  },
  /** No credential of the key works until it is resumed. */
  KeyPaused: { schemaVersion: 1, changesAccess: true, data: z.object({ keyId: id }) },
  KeyResumed: { schemaVersion: 1, changesAccess: true, data: z.object({ keyId: id }) },
  RotationReminderCleared: { schemaVersion: 1, changesAccess: false, data: z.object({ keyId: id }) },
} as const;

export type KeyringEventType = keyof typeof KEYRING_EVENTS;

/** `z.object({})` infers a record that refuses every property, `type` too; it adds nothing here. */
type DataOf<T extends KeyringEventType> =
  z.infer<(typeof KEYRING_EVENTS)[T]['data']> extends infer Data
    ? Record<string, never> extends Data
      ? unknown
      : Data
    : never;

/** What happened to an owner's keys: `{ type, ...data }`. */
export type KeyringEvent = { [T in KeyringEventType]: Readonly<{ type: T } & DataOf<T>> }[KeyringEventType];
export type KeyringEventOf<T extends KeyringEventType> = Extract<KeyringEvent, { type: T }>;
