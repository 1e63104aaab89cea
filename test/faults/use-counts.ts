import { expect } from '@jest/globals';
import { eventually } from '../kit/eventually.js';
import { activityList } from '../kit/shapes.js';
import { type System } from '../kit/system.js';
import { type Verification } from './history.js';
import { type Traffic } from './traffic.js';

/** When (`performance.now()`) which verification replica was killed. */
export interface Kill {
  readonly replica: string;
  readonly at: number;
}

/** What a killed process may not have sent yet: a second of counts, and what was on its way. */
const UNSENT_MS = 1500;
const CODES_OF_NOBODY: readonly string[] = ['unknown', 'unavailable', 'lost'];

/**
 * Expects that every use is counted once, within `settled`. What a killed process had not sent may be missing, what got
 * no answer may be counted.
 */
export async function expectUsesCounted(
  system: System,
  { owners, keys, client: { verifications } }: Pick<Traffic, 'owners' | 'keys' | 'client'>,
  kills: readonly Kill[],
  settled: { readonly timeout: number; readonly every: number },
): Promise<void> {
  const counted = verifications.filter(({ code }) => !CODES_OF_NOBODY.includes(code));
  const mayBeLost = counted.filter(({ replica, startedAt, endedAt }) =>
    kills.some((kill) => replica === kill.replica && startedAt <= kill.at && endedAt >= kill.at - UNSENT_MS),
  );
  const mayBeMore = verifications.filter(({ code }) => code === 'lost');
  for (const owner of owners) {
    const keyIds = keys.filter((key) => key.owner === owner).map(({ keyId }) => keyId);
    await eventually(async () => {
      const shown = await activityOf(system, owner);
      const wrong = keyIds.flatMap((keyId) => {
        const of = (some: readonly Verification[]) => some.filter((each) => each.keyId === keyId).length;
        const [got, least, most] = [shown.get(keyId) ?? 0, of(counted) - of(mayBeLost), of(counted) + of(mayBeMore)];
        return got >= least && got <= most
          ? []
          : [`${keyId}: ${String(got)} counted, ${String(least)} to ${String(most)} asked`];
      });
      expect(wrong).toEqual([]);
    }, settled);
  }
}

/** Uses in the last 30 days, by key. */
async function activityOf(system: System, owner: Traffic['owners'][number]): Promise<ReadonlyMap<string, number>> {
  const uses = new Map<string, number>();
  for (let cursor: string | null = ''; cursor !== null;) {
    const { body } = await system
      .as(owner)
      .request('GET', `/v1/activity${cursor === '' ? '' : `?cursor=${encodeURIComponent(cursor)}`}`);
    const page = activityList.parse(body);
    for (const { keyId, last30d } of page.keys) uses.set(keyId, last30d);
    cursor = page.nextCursor;
  }
  return uses;
}
