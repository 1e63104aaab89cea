import { MODES, ROLES, SCOPES } from '#contracts';
import { z } from 'zod';
import { type CredentialDocument, type OwnerDocument } from '../../domain/documents.js';

/** Other tables may share the file. */
export const SCHEMA = `
  CREATE TABLE IF NOT EXISTS verification_credentials (
    digest TEXT PRIMARY KEY, pepper_id TEXT NOT NULL, credential_id TEXT NOT NULL, key_id TEXT NOT NULL, owner_id TEXT NOT NULL,
    scope TEXT NOT NULL, mode TEXT NOT NULL, expires_at TEXT, active_until TEXT, grace_ended INTEGER NOT NULL, revoked_at TEXT,
    paused INTEGER NOT NULL DEFAULT 0, issued_version INTEGER NOT NULL, version INTEGER NOT NULL
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX IF NOT EXISTS verification_credentials_of_key ON verification_credentials (owner_id, key_id);
  CREATE TABLE IF NOT EXISTS verification_owners (
    owner_id TEXT PRIMARY KEY, role TEXT, active INTEGER NOT NULL, keys_revoked_at INTEGER, version INTEGER NOT NULL,
    parked_reason TEXT, parked_seen_version INTEGER, CHECK ((parked_reason IS NULL) = (parked_seen_version IS NULL))
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX IF NOT EXISTS verification_owners_parked ON verification_owners (owner_id) WHERE parked_reason IS NOT NULL;
  CREATE TABLE IF NOT EXISTS verification_peppers (pepper_id TEXT PRIMARY KEY) STRICT, WITHOUT ROWID;
  CREATE TABLE IF NOT EXISTS verification_checkpoint (partition INTEGER PRIMARY KEY, "offset" INTEGER NOT NULL) STRICT;`;

/**
 * `verification_peppers` has all that a credential was ever issued under. The file itself keeps it so: a version that
 * does not know of the table may write to it meanwhile.
 */
export const KEEP_PEPPERS = `
  INSERT OR IGNORE INTO verification_peppers SELECT DISTINCT pepper_id FROM verification_credentials;
  CREATE TRIGGER verification_peppers_kept AFTER INSERT ON verification_credentials
  WHEN NOT EXISTS (SELECT 1 FROM verification_peppers WHERE pepper_id = NEW.pepper_id)
  BEGIN INSERT INTO verification_peppers VALUES (NEW.pepper_id); END;`;

const flag = z.int().transform((value) => value === 1);

export const credentialFrom = z
  .object({
    digest: z.string(),
    pepper_id: z.string(),
    credential_id: z.string(),
    key_id: z.string(),
    owner_id: z.string(),
    scope: z.enum(SCOPES),
    mode: z.enum(MODES),
    expires_at: z.string().nullable(),
    active_until: z.string().nullable(),
    grace_ended: flag,
    revoked_at: z.string().nullable(),
    paused: flag,
    issued_version: z.int(),
    version: z.int(),
  })
  .transform((row): CredentialDocument => ({
    digest: row.digest,
    pepperId: row.pepper_id,
    credentialId: row.credential_id,
    keyId: row.key_id,
    ownerId: row.owner_id,
    scope: row.scope,
    mode: row.mode,
    expiresAt: row.expires_at,
    activeUntil: row.active_until,
    graceEnded: row.grace_ended,
    revokedAt: row.revoked_at,
    paused: row.paused,
    issuedVersion: row.issued_version,
    version: row.version,
  }));

export const ownerFrom = z
  .object({
    owner_id: z.string(),
    role: z.enum(ROLES).nullable(),
    active: flag,
    keys_revoked_at: z.int().nullable(),
    version: z.int(),
    parked_reason: z.string().nullable(),
    parked_seen_version: z.int().nullable(),
  })
  .transform((row): OwnerDocument => ({
    ownerId: row.owner_id,
    role: row.role,
    active: row.active,
    keysRevokedAt: row.keys_revoked_at,
    version: row.version,
    parked:
      row.parked_reason === null || row.parked_seen_version === null
        ? null
        : { reason: row.parked_reason, seenVersion: row.parked_seen_version },
  }));

export const SAVE_CREDENTIAL = `
  INSERT OR REPLACE INTO verification_credentials (digest, pepper_id, credential_id, key_id, owner_id, scope, mode, expires_at, active_until,
    grace_ended, revoked_at, paused, issued_version, version) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`;

export function credentialValues(credential: CredentialDocument): readonly (string | number | null)[] {
  const {
    digest,
    pepperId,
    credentialId,
    keyId,
    ownerId,
    scope,
    mode,
    expiresAt,
    activeUntil,
    graceEnded,
    revokedAt,
    paused,
    issuedVersion,
    version,
  } = credential;
  return [
    digest,
    pepperId,
    credentialId,
    keyId,
    ownerId,
    scope,
    mode,
    expiresAt,
    activeUntil,
    graceEnded ? 1 : 0,
    revokedAt,
    paused ? 1 : 0,
    issuedVersion,
    version,
  ];
}

export const SAVE_OWNER = `
  INSERT OR REPLACE INTO verification_owners (owner_id, role, active, keys_revoked_at, version, parked_reason, parked_seen_version)
  VALUES (?, ?, ?, ?, ?, ?, ?)`;

export function ownerValues({
  ownerId,
  role,
  active,
  keysRevokedAt,
  version,
  parked,
}: OwnerDocument): readonly (string | number | null)[] {
  return [ownerId, role, active ? 1 : 0, keysRevokedAt, version, parked?.reason ?? null, parked?.seenVersion ?? null];
}
