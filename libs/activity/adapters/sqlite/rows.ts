import { z } from 'zod';
import { credentials } from '../stored-keys.js';
import { type KeyFacts, type OwnerState } from '../../domain/owner-keys.js';
import { HOUR_MS, MINUTE_MS } from '../../domain/time.js';
import { type CredentialUseCounts, type LastUse, type UseCountsAt } from '../../domain/uses.js';

/** Times stand in rows as minutes. */
export const HOUR_MINUTES = HOUR_MS / MINUTE_MS;

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

export const packedHourFrom = z.object({
  key_id: z.string(),
  credential_id: z.string(),
  at: z.int(),
  minutes: z.instanceof(Uint8Array),
});

export const lastUseFrom = z
  .object({
    key_id: z.string(),
    credential_id: z.string(),
    used_at: z.int(),
    endpoint_at: z.int(),
    method: z.string(),
    path: z.string(),
  })
  .transform(
    ({ key_id: keyId, credential_id: credentialId, used_at: at, endpoint_at: endpointAt, method, path }): LastUse => ({
      keyId,
      credentialId,
      at,
      endpoint: endpointAt === 0 ? null : { at: endpointAt, method, path },
    }),
  );

export const ownerFrom = z
  .object({ owner_id: z.string(), version: z.int(), active: z.int() })
  .transform((row): OwnerState => ({ ownerId: row.owner_id, version: row.version, active: row.active === 1 }));

export const keyFrom = z
  .object({
    key_id: z.string(),
    owner_id: z.string(),
    created_in: z.int(),
    version: z.int(),
    created_at: z.string(),
    revoked_at: z.string().nullable(),
    credentials: z
      .string()
      .transform((text): unknown => JSON.parse(text))
      .pipe(credentials),
    older_credentials: z.int(),
  })
  .transform((row): KeyFacts => ({
    keyId: row.key_id,
    ownerId: row.owner_id,
    createdIn: row.created_in,
    version: row.version,
    createdAt: row.created_at,
    revokedAt: row.revoked_at,
    credentials: row.credentials,
    olderCredentials: row.older_credentials,
  }));

export function keyValues(key: KeyFacts): readonly (string | number | null)[] {
  const { keyId, ownerId, createdIn, version, createdAt, revokedAt, olderCredentials } = key;
  return [keyId, ownerId, createdIn, version, createdAt, revokedAt, JSON.stringify(key.credentials), olderCredentials];
}

/** Whose sequence a record of an earlier version follows. */
export function counterOfKeyAndHour(counter: string, keyId: string, hour: number): string {
  return `${counter}/${keyId}/${String(hour)}`;
}

export const counterRow = z.object({ sequence: z.int() });
export const packedRow = z.object({ minutes: z.instanceof(Uint8Array) });
export const oldestRow = z.object({ minute: z.int().nullable() });
export const minuteRow = z.object({ minute: z.int(), credential: z.int(), accepted: z.int(), denied: z.int() });
export const standingRow = z.object({ standing: z.int() });
export const keyIdRow = z.object({ key_id: z.string() });
export const keyRow = z.object({ key: z.int() });
export const hourRow = z.object({ hour: z.int(), key: z.int() });
