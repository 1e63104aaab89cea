import { type UsageRecord } from '#contracts';
import { HOUR_MS } from './time.js';
import { latestOf, type LastUse, type UseCountsAt } from './uses.js';

/** Hours that began longer ago are not kept. */
export const RETENTION_MS = 31 * 24 * HOUR_MS;

type Sum = { -readonly [Name in keyof UseCountsAt]: UseCountsAt[Name] };

/** The uses of `records` by credential and minute, each once. */
export function sumOfUses(records: readonly Pick<UsageRecord, 'uses'>[]): readonly UseCountsAt[] {
  const sums = new Map<number, Map<string, Sum>>();
  for (const { uses } of records) {
    for (const each of uses) {
      const minute = sums.get(each.at) ?? new Map<string, Sum>();
      sums.set(each.at, minute);
      const id = credentialOf(each);
      const sum = minute.get(id);
      if (sum === undefined) {
        minute.set(id, { ...each });
        continue;
      }
      sum.accepted += each.accepted;
      sum.denied += each.denied;
    }
  }
  return [...sums.values()].flatMap((minute) => [...minute.values()]);
}

/** The latest use of each credential in `records`. */
export function latestUses(records: readonly Pick<UsageRecord, 'lastUses'>[]): readonly LastUse[] {
  const latest = new Map<string, LastUse>();
  for (const { lastUses } of records) {
    for (const seen of lastUses) {
      const id = credentialOf(seen);
      latest.set(id, latestOf(latest.get(id), seen));
    }
  }
  return [...latest.values()];
}

/** A name of its own for each credential of each key. */
export function credentialOf({ keyId, credentialId }: Pick<LastUse, 'keyId' | 'credentialId'>): string {
  return `${String(keyId.length)} ${keyId}${credentialId}`;
}

/** Hours that begin before it are not kept. */
export function keptSince(now: Date): number {
  return now.getTime() - RETENTION_MS;
}
