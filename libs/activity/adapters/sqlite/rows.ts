import { z } from 'zod';
import { type OwnerKeys } from '../../domain/owner-keys.js';
import { type CredentialUseCounts, type LastUse, type UseCountsAt } from '../../domain/uses.js';

/**
 * An hour's document is its rows in three tables: adding to it touches the minutes in a record, however many
 * there are. Other tables may share the file.
 */
export const SCHEMA = `
  CREATE TABLE IF NOT EXISTS activity_minutes (
    key_id TEXT, minute INTEGER, credential_id TEXT, route TEXT, accepted INTEGER NOT NULL, denied INTEGER NOT NULL,
    PRIMARY KEY (key_id, minute, credential_id, route)
  ) STRICT, WITHOUT ROWID;
  CREATE TABLE IF NOT EXISTS activity_hours (
    key_id TEXT, hour INTEGER, credential_id TEXT, accepted INTEGER NOT NULL, denied INTEGER NOT NULL,
    PRIMARY KEY (key_id, hour, credential_id)
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX IF NOT EXISTS activity_hours_by_age ON activity_hours (hour);
  CREATE TABLE IF NOT EXISTS activity_counters (
    key_id TEXT, hour INTEGER, counter TEXT, sequence INTEGER NOT NULL,
    PRIMARY KEY (key_id, hour, counter)
  ) STRICT, WITHOUT ROWID;
  CREATE TABLE IF NOT EXISTS activity_last_uses (
    key_id TEXT, credential_id TEXT, used_at INTEGER NOT NULL, endpoint_at INTEGER, method TEXT, path TEXT,
    PRIMARY KEY (key_id, credential_id), CHECK ((endpoint_at IS NULL) = (method IS NULL) AND (endpoint_at IS NULL) = (path IS NULL))
  ) STRICT, WITHOUT ROWID;
  CREATE TABLE IF NOT EXISTS activity_owners (
    owner_id TEXT PRIMARY KEY, version INTEGER NOT NULL, active INTEGER NOT NULL, keys TEXT NOT NULL
  ) STRICT, WITHOUT ROWID;`;

/** In the place of null, which a primary key cannot hold. A route begins with a slash. */
export const NO_ROUTE = '';

export const ADD_TO_MINUTE = `
  INSERT INTO activity_minutes (key_id, minute, credential_id, route, accepted, denied) VALUES (?, ?, ?, ?, ?, ?)
  ON CONFLICT DO UPDATE SET accepted = accepted + excluded.accepted, denied = denied + excluded.denied`;

export const ADD_TO_HOUR = `
  INSERT INTO activity_hours (key_id, hour, credential_id, accepted, denied) VALUES (?, ?, ?, ?, ?)
  ON CONFLICT DO UPDATE SET accepted = accepted + excluded.accepted, denied = denied + excluded.denied`;

export const usesFrom = z
  .object({ key_id: z.string(), credential_id: z.string(), accepted: z.int(), denied: z.int() })
  .transform((row): CredentialUseCounts => ({
    keyId: row.key_id,
    credentialId: row.credential_id,
    accepted: row.accepted,
    denied: row.denied,
  }));

export const usesAtFrom = z
  .object({ key_id: z.string(), credential_id: z.string(), at: z.int(), accepted: z.int(), denied: z.int() })
  .transform((row): UseCountsAt => ({
    keyId: row.key_id,
    credentialId: row.credential_id,
    at: row.at,
    accepted: row.accepted,
    denied: row.denied,
  }));

export const lastUseFrom = z
  .object({
    key_id: z.string(),
    credential_id: z.string(),
    used_at: z.int(),
    endpoint_at: z.int().nullable(),
    method: z.string().nullable(),
    path: z.string().nullable(),
  })
  .transform(
    ({ key_id: keyId, credential_id: credentialId, used_at: at, endpoint_at: endpointAt, method, path }): LastUse => ({
      keyId,
      credentialId,
      at,
      endpoint: endpointAt === null || method === null || path === null ? null : { at: endpointAt, method, path },
    }),
  );

export function lastUseValues({ keyId, credentialId, at, endpoint }: LastUse): readonly (string | number | null)[] {
  return [keyId, credentialId, at, endpoint?.at ?? null, endpoint?.method ?? null, endpoint?.path ?? null];
}

const keys = z.array(
  z.object({
    keyId: z.string(),
    createdAt: z.string(),
    revokedAt: z.string().nullable(),
    credentials: z.array(z.object({ credentialId: z.string(), hint: z.string(), graceEndsAt: z.string().nullable() })),
  }),
);

export const ownerFrom = z
  .object({
    owner_id: z.string(),
    version: z.int(),
    active: z.int(),
    keys: z
      .string()
      .transform((text): unknown => JSON.parse(text))
      .pipe(keys),
  })
  .transform((row): OwnerKeys => ({
    ownerId: row.owner_id,
    version: row.version,
    active: row.active === 1,
    keys: row.keys,
  }));

export const counterRow = z.object({ sequence: z.int() });
export const expiredRow = z.object({ key_id: z.string(), hour: z.int() });
