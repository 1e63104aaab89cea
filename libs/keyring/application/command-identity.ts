import { createHash, randomUUID } from 'node:crypto';
import { actorOf, type Caller } from '#user-auth';

/** What the caller named to make a retry safe, and the request it belongs to. */
export interface Idempotency {
  /** The Idempotency-Key; each caller has their own. */
  readonly key: string;
  readonly method: string;
  /** Path and query. */
  readonly target: string;
  /** As parsed from JSON; undefined when there was none. */
  readonly body: unknown;
}

export interface CommandIdentity {
  readonly commandId: string;
  /** Distinguishes a retry from another request under the same Idempotency-Key; null when the caller named none. */
  readonly fingerprint: string | null;
}

/** Both are digests, so nothing of the request is stored. */
export function identify(caller: Caller, idempotency: Idempotency | null): CommandIdentity {
  if (idempotency === null) return { commandId: randomUUID(), fingerprint: null };
  const { key, method, target, body } = idempotency;
  return { commandId: digest([actorOf(caller), key]), fingerprint: digest([method, target, canonical(body)]) };
}

function digest(parts: readonly unknown[]): string {
  return createHash('sha256').update(JSON.stringify(parts)).digest('base64url');
}

/** The same for the same JSON, whatever the order of its members. */
function canonical(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(canonical);
  if (typeof value !== 'object' || value === null) return value ?? null;
  return Object.entries(value)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, member]) => [name, canonical(member)]);
}
