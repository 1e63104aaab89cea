import { Problem, type KeyringEvent, type KeyringEventType } from '#contracts';
import { type ChangesOfMinute, type Keyring } from './keyring.js';

const MINUTE_MS = 60_000;
const MINUTES = 60;

/** What takes rights away is never limited, nor are roles and activation: so a key can always be stopped at once. */
const LIMITED: ReadonlySet<KeyringEventType> = new Set([
  'KeyCreated',
  'KeyRotated',
  'KeyRenamed',
  'KeyExpiryChanged',
  'KeyResumed',
  'RotationReminderSet',
  'RotationReminderCleared',
]);

/** `changes`, and `event` at `time` if it counts; without those that are more than an hour older than the newest. */
export function withChange(
  changes: readonly ChangesOfMinute[],
  event: KeyringEvent,
  time: Date,
): readonly ChangesOfMinute[] {
  if (!LIMITED.has(event.type)) return changes;
  const minute = Math.floor(time.getTime() / MINUTE_MS);
  const place = 1 + changes.findLastIndex((each) => each.minute <= minute);
  const known = changes[place - 1];
  const counted =
    known?.minute === minute
      ? changes.with(place - 1, { minute, count: known.count + 1 })
      : changes.toSpliced(place, 0, { minute, count: 1 });
  const newest = counted.at(-1)?.minute ?? minute;
  const isOld = (each: ChangesOfMinute | undefined) => each !== undefined && each.minute <= newest - MINUTES;
  return isOld(counted[0]) ? counted.filter((each) => !isOld(each)) : counted;
}

/**
 * The hour before `now` has room for `events`. It is counted from the stream, so all processes count alike.
 * @throws Problem change-limit-reached
 */
export function requireFewChanges(
  events: readonly KeyringEvent[],
  { recentChanges }: Keyring,
  now: Date,
  mutationsPerHour: number,
): void {
  const wanted = events.filter(({ type }) => LIMITED.has(type)).length;
  if (wanted === 0) return;
  const minute = Math.floor(now.getTime() / MINUTE_MS);
  const ofHour = recentChanges.filter((each) => each.minute > minute - MINUTES && each.minute <= minute);
  let excess = ofHour.reduce((sum, { count }) => sum + count, wanted) - mutationsPerHour;
  if (excess <= 0) return;
  let roomAt = now.getTime() + MINUTE_MS;
  for (const each of ofHour) {
    if (excess <= 0) break;
    excess -= each.count;
    roomAt = (each.minute + MINUTES) * MINUTE_MS;
  }
  const retryAfter = Math.max(1, Math.ceil((roomAt - now.getTime()) / 1000));
  throw new Problem(
    'change-limit-reached',
    `Your keys were changed ${String(mutationsPerHour)} times within an hour, which is the limit. Wait ${String(retryAfter)} seconds, then try again; keys can be revoked meanwhile.`,
    { retryAfter },
  );
}
