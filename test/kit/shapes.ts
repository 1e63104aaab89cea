import { z } from 'zod';

/**
 * The answers of api.md, written by hand and closed: a field that is missing, extra or of another type fails the
 * scenario.
 */

const time = z.iso.datetime();

export const propagation = z.strictObject({
  position: z
    .string()
    .regex(/^\d+:\d+$/)
    .nullable(),
  confirmed: z.boolean(),
  replicas: z.int().min(0),
  waitedMs: z.number().min(0),
});

export const credential = z.strictObject({
  credentialId: z.string(),
  hint: z.string(),
  createdAt: time,
  status: z.enum(['current', 'grace', 'retired']),
  activeUntil: time.nullable(),
});

export const key = z.strictObject({
  keyId: z.string(),
  name: z.string(),
  scope: z.enum(['read-only', 'read-write']),
  mode: z.enum(['live', 'test']),
  status: z.enum(['active', 'paused', 'expired', 'revoked']),
  hint: z.string(),
  createdAt: time,
  rotatedAt: time.nullable(),
  ageDays: z.int().min(0),
  rotationDue: z.boolean(),
  expiresAt: time.nullable(),
  revokedAt: time.nullable(),
  revokedReason: z.string().nullable(),
  reminder: z.strictObject({ intervalDays: z.literal([30, 60, 90]), dueAt: time }).nullable(),
  credentials: z.array(credential).min(1),
  olderCredentials: z.int().min(0),
});
export type Key = z.infer<typeof key>;

export const keyAnswer = z.strictObject({ key });
export const reminderSet = z.strictObject({ key, note: z.string().optional() });
export const keyList = z.strictObject({ keys: z.array(key), nextCursor: z.string().nullable() });
/** The only answer that ever holds a secret. */
export const issued = z.strictObject({ key, secret: z.string(), propagation });
/** A repeat of it: the secret was shown once and is nowhere any more. */
export const replayed = z.strictObject({ key, secretShown: z.literal(true), propagation });
export const changed = z.strictObject({ key, propagation });
export const keyAfterChanges = changed.extend({ note: z.string().optional() });
export const revokedAll = z.strictObject({ revoked: z.int().min(0), propagation });
export const revokedOfMember = revokedAll.extend({ known: z.boolean() });
export const history = z.strictObject({
  nextCursor: z.string().nullable(),
  events: z.array(
    z.strictObject({ at: time, type: z.string(), by: z.string(), details: z.record(z.string(), z.unknown()) }),
  ),
});
export const member = z.strictObject({
  member: z.strictObject({
    userId: z.string(),
    role: z.string().nullable(),
    active: z.boolean(),
    known: z.boolean(),
    keys: z.int().min(0),
  }),
  propagation,
});
export const oneMember = member.omit({ propagation: true });
export const memberList = z.strictObject({
  members: z.array(
    z.strictObject({ userId: z.string(), role: z.string().nullable(), active: z.boolean(), keys: z.int().min(0) }),
  ),
  nextCursor: z.string().nullable(),
});
export const me = z.strictObject({
  ownerId: z.string(),
  orgId: z.string(),
  name: z.string().nullable(),
  email: z.string().nullable(),
  role: z.string(),
  rolePermissions: z.array(z.string()),
  baseline: z.array(z.string()),
  scopes: z.strictObject({ 'read-only': z.array(z.string()), 'read-write': z.array(z.string()) }),
});

const figures = {
  lastUsedAt: time.nullable(),
  last24h: z.int().min(0),
  last7d: z.int().min(0),
  last30d: z.int().min(0),
};
const endpoint = z.strictObject({ method: z.string(), path: z.string() });
export const keyActivity = z.strictObject({
  ...figures,
  lastEndpoint: endpoint.nullable(),
  byCredential: z
    .array(
      z.strictObject({
        credentialId: z.string(),
        hint: z.string(),
        status: z.enum(['current', 'grace', 'retired']),
        ...figures,
      }),
    )
    .min(1),
  olderCredentials: z.strictObject({ credentials: z.int().min(1), ...figures }).nullable(),
  hourly: z.array(z.strictObject({ at: time, accepted: z.int().min(0), denied: z.int().min(0) })),
});
export type KeyActivity = z.infer<typeof keyActivity>;
export const activityList = z.strictObject({
  keys: z.array(
    z.strictObject({
      keyId: z.string(),
      ...figures,
      lastEndpoint: endpoint.nullable(),
      flag: z.enum(['idle', 'busy']).nullable(),
      series: z.array(z.int().min(0)).length(28),
    }),
  ),
  nextCursor: z.string().nullable(),
});

export const problem = z.looseObject({
  type: z.string(),
  title: z.string(),
  status: z.int(),
  detail: z.string().min(10),
  code: z.string(),
  requestId: z.string().min(1),
});
export type ProblemAnswer = z.infer<typeof problem>;

export const accepted = z.strictObject({
  valid: z.literal(true),
  code: z.literal('valid'),
  keyId: z.string(),
  credentialId: z.string(),
  ownerId: z.string(),
  orgId: z.string(),
  scope: z.string(),
  mode: z.string(),
  role: z.string(),
  permissions: z.array(z.string()),
  expiresAt: time.nullable(),
  activeUntil: time.nullable(),
});
export const refused = z.strictObject({
  valid: z.literal(false),
  code: z.string(),
  permission: z.string().optional(),
  reason: z.enum(['role', 'scope']).optional(),
});
export const verdict = z.discriminatedUnion('valid', [accepted, refused]);
export type Verdict = z.infer<typeof verdict>;
export const verdicts = z.strictObject({ results: z.array(verdict) });
