import { z } from 'zod';
import { type EventEnvelope } from './envelope.js';

/**
 * OwnerRoleChanged in schema version 1; `tokenIssuedAt`: the token's `iat` in seconds, null when somebody else set the
 * role.
 */
const version1 = z.object({ role: z.unknown(), tokenIssuedAt: z.int().nullable() });

/**
 * From version 1 to 2. The time of a role is never later than it was recorded: an `iat` from the future counts as the
 * time of the event.
 */
export function roleWithItsTeller(data: unknown, { at, by }: Pick<EventEnvelope, 'at' | 'by'>): unknown {
  const parsed = version1.safeParse(data);
  if (!parsed.success) return data;
  const { role, tokenIssuedAt } = parsed.data;
  if (tokenIssuedAt === null) return { role, source: by.startsWith('service:') ? 'service' : 'manager', toldAt: at };
  const issuedAt = Math.max(0, tokenIssuedAt * 1000);
  return { role, source: 'token', toldAt: issuedAt < Date.parse(at) ? new Date(issuedAt).toISOString() : at };
}
