import { type KeyUsage } from '#contracts';
import { HOUR_MS, MINUTE_MS } from './time.js';
import { latestOf, type LastUse, type UseCountsAt } from './uses.js';

/** Hours that began longer ago are not kept. */
export const RETENTION_MS = 31 * 24 * HOUR_MS;

/**
 * What a usage record adds to the document of its key's hour. The document holds minute buckets (by credential and
 * route), their sums by credential, and the last flush sequence that was applied of each counter.
 */
export interface Additions {
  /** By route too; null: the route table has no row, or no endpoint is known. */
  readonly minutes: readonly (UseCountsAt & { readonly route: string | null })[];
  readonly hour: readonly UseCountsAt[];
}

/**
 * Null when there is nothing to add: the hour's document has this flush already, or a later one of the same counter,
 * since a counter sends a flush only after the one before was acknowledged. So a record that comes again, for whatever
 * reason, adds nothing.
 * @param lastSequence of the record's counter in the hour's document; 0: the document has nothing of it.
 */
export function additionsOf(usage: KeyUsage, lastSequence: number): Additions | null {
  if (usage.sequence <= lastSequence) return null;
  const { keyId } = usage;
  const hourAt = hourOf(usage);
  const sums = new Map<string, { accepted: number; denied: number }>();
  for (const { credentialId, accepted, denied } of usage.counts) {
    const sum = sums.get(credentialId) ?? { accepted: 0, denied: 0 };
    sums.set(credentialId, { accepted: sum.accepted + accepted, denied: sum.denied + denied });
  }
  return {
    minutes: usage.counts.map(({ minute, credentialId, route, accepted, denied }) => ({
      keyId,
      credentialId,
      at: hourAt + minute * MINUTE_MS,
      route,
      accepted,
      denied,
    })),
    hour: [...sums].map(([credentialId, uses]) => ({ keyId, credentialId, at: hourAt, ...uses })),
  };
}

/** The latest use of each credential in `usage`. */
export function lastUsesOf({ keyId, latest }: KeyUsage): readonly LastUse[] {
  const lastUses = new Map<string, LastUse>();
  for (const { credentialId, at: timestamp, endpoint } of latest) {
    const at = Date.parse(timestamp);
    const seen = { keyId, credentialId, at, endpoint: endpoint === null ? null : { ...endpoint, at } };
    lastUses.set(credentialId, latestOf(lastUses.get(credentialId), seen));
  }
  return [...lastUses.values()];
}

/** Start of the record's hour, in milliseconds since the epoch. */
export function hourOf({ hour }: Pick<KeyUsage, 'hour'>): number {
  return Date.parse(hour);
}

/** Hours that begin before it are not kept. */
export function keptSince(now: Date): number {
  return now.getTime() - RETENTION_MS;
}
