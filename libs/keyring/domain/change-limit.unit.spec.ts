import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { type KeyringEvent } from '#contracts';
import { withChange } from './change-limit.js';
import { type ChangesOfMinute } from './keyring.js';
import {
  changeKey,
  createKey,
  endGrace,
  pauseKey,
  recordVisit,
  resumeKey,
  revokeAllKeys,
  revokeKey,
  rotateKey,
  self,
} from './testing/commands.js';
import {
  allKeysRevoked,
  graceEnded,
  keyCreated,
  keyPaused,
  keyRenamed,
  keyRevoked,
  ownerRoleChanged,
} from './testing/events.js';
import { given, on, type History } from './testing/given.js';
import { at } from './testing/times.js';

const analyst = ownerRoleChanged('analyst');
const limited = (...history: History) =>
  given(analyst, on('2025-12-01T00:00Z', keyCreated()), ...history).under({ mutationsPerHour: 3 });
const renames = (...times: readonly string[]) => times.map((time) => on(time, keyRenamed(`at ${time}`)));

describe('the changes of an hour', () => {
  const three = renames('2026-01-01T10:00:30Z', '2026-01-01T10:20Z', '2026-01-01T10:20Z');

  it('are limited, and the refusal says when there is room again', () => {
    limited(...three.slice(1))
      .when(changeKey({ name: 'third' }), at('2026-01-01T10:30Z'))
      .then(keyRenamed('third'));
    limited(...three)
      .when(changeKey({ name: 'fourth' }), at('2026-01-01T10:30Z'))
      .thenRefused('change-limit-reached', 'Wait 1800 seconds');
    limited(...three)
      .when(changeKey({ name: 'fourth' }), at('2026-01-01T11:00Z'))
      .then(keyRenamed('fourth'));
  });

  it('are refused whole: two at once need room for two', () => {
    limited(...three.slice(1))
      .when(changeKey({ name: 'third', expiresAt: at('2027-01-01T00:00Z') }), at('2026-01-01T10:30Z'))
      .thenRefused('change-limit-reached', 'Wait 3000 seconds');
  });

  it.each([
    ['creating', createKey({ keyId: 'k2' })],
    ['rotating', rotateKey()],
    ['rotating without grace', rotateKey({ graceHours: 0 })],
    ['changing the expiry', changeKey({ expiresAt: at('2027-01-01T00:00Z') })],
  ])('include %s', (_, command) => {
    limited(...three)
      .when(command, at('2026-01-01T10:30Z'))
      .thenRefused('change-limit-reached');
  });

  it('include resuming', () => {
    limited(...three, keyPaused())
      .when(resumeKey(), at('2026-01-01T10:30Z'))
      .thenRefused('change-limit-reached');
  });

  it('do not keep anybody from stopping a key', () => {
    const now = at('2026-01-01T10:30Z');
    limited(...three)
      .when(revokeKey(), now)
      .then(keyRevoked());
    limited(...three)
      .when(revokeAllKeys(), now)
      .then(allKeysRevoked());
    limited(...three)
      .when(pauseKey(), now)
      .then(keyPaused());
  });

  it('do not count what stops a key, nor what repeats', () => {
    const ended = Array.from({ length: 9 }, () => on('2026-01-01T10:20Z', graceEnded('c1')));
    limited(...ended)
      .when(changeKey({ name: 'first' }), at('2026-01-01T10:30Z'))
      .then(keyRenamed('first'));
    limited(...three)
      .when(changeKey({ name: 'Weekly Report Script' }), at('2026-01-01T10:30Z'))
      .thenRefused('change-limit-reached');
    limited(...three)
      .when(changeKey({ name: 'at 2026-01-01T10:20Z' }), at('2026-01-01T10:30Z'))
      .thenNothing();
    limited(...three)
      .when(endGrace(), at('2026-01-01T10:30Z'))
      .thenNothing();
  });

  it('do not keep a newer role from being remembered', () => {
    limited(...three)
      .when(recordVisit(self('viewer', 99)), at('2026-01-01T10:30Z'))
      .then(ownerRoleChanged('viewer', 99));
  });

  it('are counted by whole minutes, in whatever order their clocks put them, and never more than an hour of them', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(200), { maxLength: 100 }), (minutes) => {
        const event: KeyringEvent = keyRenamed('x');
        const kept = minutes.reduce<readonly ChangesOfMinute[]>(
          (changes, minute) => withChange(changes, event, new Date(minute * 60_000 + 59_999)),
          [],
        );
        const newest = Math.max(...minutes);
        const whole = minutes.filter((minute) => minute > newest - 60);
        const keptOf = (minute: number) => kept.find((each) => each.minute === minute)?.count ?? 0;
        expect(kept.map(({ minute }) => minute)).toEqual([...new Set(whole)].sort((a, b) => a - b));
        for (const minute of new Set(whole))
          expect(keptOf(minute)).toBeLessThanOrEqual(whole.filter((each) => each === minute).length);
        const ascending = [...minutes].sort((a, b) => a - b);
        const sorted = ascending.reduce<readonly ChangesOfMinute[]>(
          (changes, minute) => withChange(changes, event, new Date(minute * 60_000)),
          [],
        );
        expect(sorted.reduce((sum, { count }) => sum + count, 0)).toBe(whole.length);
      }),
    );
  });
});

it('an owner may have had so many keys, revoked ones counted', () => {
  const two = given(analyst, keyCreated({ keyId: 'k1' }), keyRevoked({ keyId: 'k1' }), keyCreated({ keyId: 'k2' }));
  two
    .under({ maxKeysEverPerOwner: 2 })
    .when(createKey({ keyId: 'k3' }))
    .thenRefused('keys-ever-limit-reached');
  two
    .under({ maxKeysEverPerOwner: 3 })
    .when(createKey({ keyId: 'k3' }))
    .then(keyCreated({ keyId: 'k3' }));
});
