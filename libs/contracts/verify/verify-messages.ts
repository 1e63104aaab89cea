import { z } from 'zod';
import { MODES, ROLES, SCOPES } from '../vocabulary.js';
import {
  type AcceptedAnswer,
  type RefusalCode,
  type RefusedAnswer,
  type UnavailableAnswer,
  type VerifyAnswer,
  type VerifyRequest,
} from './verdict.js';

/**
 * What a caller may ask about a key: a permission, or an endpoint that the route table maps to one, or nothing more.
 */
export const verifyRequest = z
  .strictObject({
    key: z.string(),
    permission: z.string().min(1).max(100).optional(),
    endpoint: z.strictObject({ method: z.string().min(1).max(16), path: z.string().min(1).max(8192) }).optional(),
  })
  .refine(
    (request) => request.permission === undefined || request.endpoint === undefined,
    'ask for a permission or an endpoint, not both',
  ) satisfies z.ZodType<VerifyRequest>;

export const verifyBatchRequest = z.strictObject({ items: z.array(verifyRequest).max(100) });
export type VerifyBatchRequest = z.infer<typeof verifyBatchRequest>;

export const REFUSALS = [
  'malformed',
  'mode-refused',
  'unknown',
  'revoked',
  'expired',
  'grace-ended',
  'paused',
  'owner-inactive',
  'route-unmapped',
] as const satisfies readonly RefusalCode[];

export const acceptedAnswer = z.object({
  valid: z.literal(true),
  code: z.literal('valid'),
  keyId: z.string(),
  credentialId: z.string(),
  ownerId: z.string(),
  orgId: z.string(),
  scope: z.enum(SCOPES),
  mode: z.enum(MODES),
  role: z.enum(ROLES),
  permissions: z.array(z.string()),
  expiresAt: z.iso.datetime().nullable(),
  /** When this credential stops working because its key was rotated; null for the current one. */
  activeUntil: z.iso.datetime().nullable(),
}) satisfies z.ZodType<AcceptedAnswer>;

/** The key does not work, or no rule allows the endpoint. */
export const refusedKeyAnswer = z.object({ valid: z.literal(false), code: z.enum(REFUSALS) });
/** The key works, but may not do this. */
export const deniedAnswer = z.object({
  valid: z.literal(false),
  code: z.literal('permission-denied'),
  permission: z.string(),
  reason: z.enum(['role', 'scope']),
});
export const refusedAnswer = z.discriminatedUnion('code', [
  refusedKeyAnswer,
  deniedAnswer,
]) satisfies z.ZodType<RefusedAnswer>;

/**
 * The verdict on a key. It authorises nothing in particular unless a permission or an endpoint was asked for.
 * Readers ignore members that they do not know, so that answers may grow; an unknown code is not a verdict.
 */
export const verifyAnswer = z.union([acceptedAnswer, refusedAnswer]) satisfies z.ZodType<VerifyAnswer>;

/** In a batch, an item without a verdict says so in its place. */
export const unavailableAnswer = z.object({
  valid: z.literal(false),
  code: z.literal('verdict-unavailable'),
}) satisfies z.ZodType<UnavailableAnswer>;
export const verifyBatchAnswer = z.object({
  results: z.array(z.union([acceptedAnswer, refusedAnswer, unavailableAnswer])),
});
export type VerifyBatchAnswer = z.infer<typeof verifyBatchAnswer>;
