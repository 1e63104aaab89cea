import { Schema } from 'mongoose';
import { MODES, ROLES, SCOPES } from '#contracts';
import { STORE_SCHEMA } from '#mongo';
import { z } from 'zod';
import { type CredentialDocument, type OwnerDocument } from '../../domain/documents.js';

/** As the domain has them, their id in `_id`. Times are text, as there. */
export type StoredCredentialDocument = Omit<CredentialDocument, 'digest'> & { readonly _id: string };
export type StoredOwnerDocument = Omit<OwnerDocument, 'ownerId'> & { readonly _id: string };
/** Of one partition; its number is the id. */
export interface StoredCheckpoint {
  readonly _id: number;
  readonly offset: number;
}

/**
 * Without revoked credentials: they need no pepper any more, and there are ever more of them. Queries name it: a
 * planner need not find it.
 */
export const PEPPER_INDEX = 'pepper';

export const credentialSchema = new Schema<StoredCredentialDocument>(
  {
    _id: { type: String, required: true },
    pepperId: String,
    credentialId: String,
    keyId: String,
    ownerId: String,
    scope: String,
    mode: String,
    expiresAt: String,
    activeUntil: String,
    graceEnded: Boolean,
    revokedAt: String,
    paused: Boolean,
    issuedVersion: Number,
    version: Number,
  },
  STORE_SCHEMA,
)
  .index({ keyId: 1 }, { name: 'key' })
  .index({ pepperId: 1, _id: 1 }, { name: PEPPER_INDEX, partialFilterExpression: { revokedAt: null } });

export const ownerSchema = new Schema<StoredOwnerDocument>(
  {
    _id: { type: String, required: true },
    role: String,
    active: Boolean,
    keysRevokedAt: Number,
    version: Number,
    parked: new Schema({ reason: String, seenVersion: Number }, { ...STORE_SCHEMA, _id: false }),
  },
  STORE_SCHEMA,
).index({ 'parked.seenVersion': 1 }, { name: 'parked', sparse: true });

export const checkpointSchema = new Schema<StoredCheckpoint>(
  { _id: { type: Number, required: true }, offset: Number },
  STORE_SCHEMA,
);

export const credentialFrom = z
  .object({
    _id: z.string(),
    pepperId: z.string(),
    credentialId: z.string(),
    keyId: z.string(),
    ownerId: z.string(),
    scope: z.enum(SCOPES),
    mode: z.enum(MODES),
    expiresAt: z.string().nullable(),
    activeUntil: z.string().nullable(),
    graceEnded: z.boolean(),
    revokedAt: z.string().nullable(),
    /** Documents of older versions have none. */
    paused: z.boolean().default(false),
    issuedVersion: z.int(),
    version: z.int(),
  })
  .transform(({ _id, ...rest }): CredentialDocument => ({ digest: _id, ...rest }));

export const ownerFrom = z
  .object({
    _id: z.string(),
    role: z.enum(ROLES).nullable(),
    active: z.boolean(),
    keysRevokedAt: z.int().nullable(),
    version: z.int(),
    parked: z.object({ reason: z.string(), seenVersion: z.int() }).nullable(),
  })
  .transform(({ _id, ...rest }): OwnerDocument => ({ ownerId: _id, ...rest }));

export const checkpointFrom = z.object({ _id: z.int(), offset: z.int() });
export const versionsFrom = z.array(z.object({ _id: z.string(), version: z.int() }));
