import { type Use } from '../counting/use.js';
import { MINUTE_MS, startOf } from '../domain/time.js';
import { type UsesAt } from '../domain/uses.js';
import { type ActivityStore } from '../ports/activity-store.js';

/** What the clients that used keys know of it: every request, counted one by one. */
export class ClientTruth {
  private readonly counts = new Map<string, { accepted: number; denied: number }>();
  /** Starts of the hours in which there were uses. */
  readonly hours = new Set<number>();
  readonly keyIds = new Set<string>();

  add({ keyId, credentialId, accepted, at }: Use): void {
    const minute = startOf(MINUTE_MS, at);
    const id = idOf({ keyId, credentialId, at: minute });
    const known = this.counts.get(id) ?? { accepted: 0, denied: 0 };
    known[accepted ? 'accepted' : 'denied'] += 1;
    this.counts.set(id, known);
    this.hours.add(startOf(60 * MINUTE_MS, at));
    this.keyIds.add(keyId);
  }

  get total(): number {
    return [...this.counts.values()].reduce((sum, { accepted, denied }) => sum + accepted + denied, 0);
  }

  /** By key, credential and minute. */
  minutes(): Readonly<Record<string, string>> {
    return asTable([...this.counts].map(([id, uses]) => [id, uses] as const));
  }
}

/** What `store` has of the same, in the same form; and the sums of the hours, which must add up to as much. */
export async function storedMinutes(store: ActivityStore, { keyIds, hours }: ClientTruth): Promise<Readonly<Record<string, string>>> {
  return asTable((await store.minutes([...keyIds], [...hours])).map((uses) => [idOf(uses), uses] as const));
}

export async function storedTotal(store: ActivityStore, { keyIds }: ClientTruth): Promise<number> {
  const sums = await store.sums([...keyIds], { from: 0, to: Number.MAX_SAFE_INTEGER });
  return sums.reduce((sum, { accepted, denied }) => sum + accepted + denied, 0);
}

function asTable(entries: readonly (readonly [string, { readonly accepted: number; readonly denied: number }])[]): Readonly<Record<string, string>> {
  return Object.fromEntries(entries.map(([id, { accepted, denied }]) => [id, `${String(accepted)} + ${String(denied)}`]));
}

function idOf({ keyId, credentialId, at }: Pick<UsesAt, 'keyId' | 'credentialId' | 'at'>): string {
  return `${keyId} ${credentialId} ${String(at / MINUTE_MS)}`;
}
