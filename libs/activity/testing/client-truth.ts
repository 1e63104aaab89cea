import { type VerdictSeen } from '#contracts';
import { HOUR_MS, MINUTE_MS, startOf } from '../domain/time.js';
import { type UseCountsAt } from '../domain/uses.js';
import { type ActivityStore } from '../ports/activity-store.js';

/** What the clients that used keys know of it: every request, counted one by one. */
export class ClientTruth {
  /** By credential and minute; a credential is one of one key. */
  private readonly counts = new Map<string, Map<number, UseCountsAt>>();
  total = 0;

  add({ keyId, credentialId, accepted, at }: VerdictSeen): void {
    const minute = startOf(MINUTE_MS, at);
    const minutes = this.counts.get(credentialId) ?? new Map<number, UseCountsAt>();
    const known = minutes.get(minute) ?? { keyId, credentialId, at: minute, accepted: 0, denied: 0 };
    minutes.set(minute, accepted ? { ...known, accepted: known.accepted + 1 } : { ...known, denied: known.denied + 1 });
    this.counts.set(credentialId, minutes);
    this.total += 1;
  }

  get keyIds(): readonly string[] {
    return [...new Set(this.uses().map(({ keyId }) => keyId))];
  }

  /** Starts of the hours in which there were uses. */
  get hours(): readonly number[] {
    return [...new Set(this.uses().map(({ at }) => startOf(HOUR_MS, at)))];
  }

  /** By key, credential and minute. */
  minutes(): Readonly<Record<string, string>> {
    return asTable(this.uses());
  }

  private uses(): readonly UseCountsAt[] {
    return [...this.counts.values()].flatMap((minutes) => [...minutes.values()]);
  }
}

/** What `store` has of the same, in the same form. */
export async function storedMinutes(
  store: ActivityStore,
  { keyIds, hours }: ClientTruth,
): Promise<Readonly<Record<string, string>>> {
  return asTable(await store.minutes(keyIds, hours));
}

/** The sums of the hours, all in all. */
export async function storedTotal(store: ActivityStore, { keyIds }: ClientTruth): Promise<number> {
  const sums = await store.sums(keyIds, { from: 0, to: Number.MAX_SAFE_INTEGER });
  return sums.reduce((sum, { accepted, denied }) => sum + accepted + denied, 0);
}

function asTable(uses: readonly UseCountsAt[]): Readonly<Record<string, string>> {
  return Object.fromEntries(
    uses.map(({ keyId, credentialId, at, accepted, denied }) => [
      `${keyId} ${credentialId} ${new Date(at).toISOString()}`,
      `${String(accepted)} accepted, ${String(denied)} denied`,
    ]),
  );
}
