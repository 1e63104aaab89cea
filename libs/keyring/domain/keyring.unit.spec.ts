import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { decodeEnvelope, encodeEnvelope, Problem, REMINDER_INTERVALS, ROLES, type KeyringEvent } from '#contracts';
import { type KeyringCommand, type KeyringPolicy } from './commands.js';
import { decide } from './decide.js';
import { fold, type Happened } from './evolve.js';
import { MAX_LIVE_CREDENTIALS } from './issuing.js';
import { emptyKeyring, inGrace, isActive, type Keyring } from './keyring.js';
import {
  changeRole,
  clearReminder,
  createKey,
  deactivateOwner,
  endGrace,
  reactivateOwner,
  revokeAllKeys,
  revokeKey,
  rotateKey,
  self,
  setReminder,
} from './testing/commands.js';
import { addHours } from './time.js';
import { at, START } from './testing/times.js';

const POLICY: KeyringPolicy = {
  maxKeysPerOwner: 3,
  maxKeysEverPerOwner: 1000,
  mutationsPerHour: 1000,
  roleSource: 'members',
};

interface Step {
  readonly hours: number;
  readonly command: KeyringCommand;
}

const keyId = fc.constantFrom('k1', 'k2', 'k3', 'k4', 'k5');
const requester = fc
  .record({ role: fc.constantFrom(...ROLES), issuedAt: fc.nat(50) })
  .map(({ role, issuedAt }) => self(role, issuedAt));
const command: fc.Arbitrary<KeyringCommand> = fc.oneof(
  {
    weight: 4,
    arbitrary: fc
      .tuple(keyId, fc.option(fc.integer({ min: 1, max: 400 })))
      .map(([id, days]) => createKey({ keyId: id, expiresAt: days === null ? null : addHours(at(START), days * 24) })),
  },
  {
    weight: 5,
    arbitrary: fc
      .tuple(keyId, fc.integer({ min: 0, max: 168 }))
      .map(([id, graceHours]) => rotateKey({ keyId: id, graceHours })),
  },
  keyId.map((id) => endGrace({ keyId: id })),
  keyId.map((id) => revokeKey({ keyId: id })),
  fc.constant(revokeAllKeys()),
  keyId.chain((id) => fc.constantFrom(...REMINDER_INTERVALS).map((days) => ({ ...setReminder(days), keyId: id }))),
  keyId.map((id) => ({ ...clearReminder(), keyId: id })),
  fc.constantFrom(...ROLES).map((role) => changeRole(role)),
  fc.constant(deactivateOwner()),
  { weight: 2, arbitrary: fc.constant(reactivateOwner()) },
);
const story: fc.Arbitrary<readonly Step[]> = fc.array(
  fc.record({
    hours: fc.integer({ min: 0, max: 200 }),
    command: fc
      .tuple(command, requester)
      .map(([made, by]) => (made.requester.kind === 'self' ? { ...made, requester: by } : made)),
  }),
  { maxLength: 60 },
);

/** Ids are unique, as in life: a key id is used once. */
function tell(
  steps: readonly Step[],
  policy = POLICY,
): { readonly history: readonly Happened[]; readonly keyrings: readonly Keyring[]; readonly now: Date } {
  let now = at(START);
  const history: Happened[] = [];
  const keyrings: Keyring[] = [emptyKeyring];
  for (const [i, { hours, command: given }] of steps.entries()) {
    now = addHours(now, hours);
    const keyring = keyrings.at(-1) ?? emptyKeyring;
    if (given.type === 'CreateKey' && keyring.keys.some((key) => key.keyId === given.keyId)) continue;
    const unique =
      'credential' in given ? { ...given, credential: { ...given.credential, credentialId: `c${String(i)}` } } : given;
    const happened = outcomeOf(unique, keyring, now, policy).map((event) => ({ event, at: now.toISOString() }));
    history.push(...happened);
    keyrings.push(happened.reduce((known, each) => fold(known, [each]), keyring));
  }
  return { history, keyrings, now };
}

function outcomeOf(given: KeyringCommand, keyring: Keyring, now: Date, policy: KeyringPolicy): readonly KeyringEvent[] {
  try {
    return decide(given, keyring, now, policy);
  } catch (error) {
    if (error instanceof Problem) return [];
    throw error;
  }
}

describe('whatever happens to a keyring', () => {
  it('folding its events at once, one by one, or some first and then the rest gives the same', () => {
    fc.assert(
      fc.property(story, fc.nat(), (steps, cut) => {
        const { history, keyrings } = tell(steps);
        const split = history.length === 0 ? 0 : cut % history.length;
        expect(fold(emptyKeyring, history)).toEqual(keyrings.at(-1));
        expect(fold(fold(emptyKeyring, history.slice(0, split)), history.slice(split))).toEqual(keyrings.at(-1));
      }),
    );
  });

  it('a keyring that is folded on stays as it was', () => {
    fc.assert(
      fc.property(story, fc.nat(), (steps, cut) => {
        const { history } = tell(steps);
        const before = fold(emptyKeyring, history.slice(0, cut % (history.length + 1)));
        const copy = structuredClone(before);
        fold(before, history);
        expect(before).toEqual(copy);
        expect(fold(before, [])).toBe(before);
      }),
    );
  });

  it('every event can be stored and read back', () => {
    fc.assert(
      fc.property(story, fc.constantFrom('members' as const, 'token' as const), (steps, roleSource) => {
        for (const [i, { event, at: time }] of tell(steps, { ...POLICY, roleSource }).history.entries()) {
          const recorded = { ownerId: 'acme/ann', version: i + 1, at: time, by: 'user:acme/ann' as const, event };
          expect(decodeEnvelope(JSON.parse(JSON.stringify(encodeEnvelope(recorded))))).toEqual({
            outcome: 'event',
            recorded,
          });
        }
      }),
    );
  });

  it('the limits hold: active keys, and live credentials of each', () => {
    fc.assert(
      fc.property(story, (steps) => {
        const { keyrings, now } = tell(steps);
        for (const { keys } of keyrings) {
          const active = keys.filter((key) => isActive(key, now));
          expect(active.length).toBeLessThanOrEqual(POLICY.maxKeysPerOwner);
          for (const key of active) expect(inGrace(key, now).length + 1).toBeLessThanOrEqual(MAX_LIVE_CREDENTIALS);
        }
      }),
    );
  });

  it('a revoked key never comes back, and no grace outlasts an expiry', () => {
    fc.assert(
      fc.property(story, (steps) => {
        const { keyrings } = tell(steps);
        const last = keyrings.at(-1) ?? emptyKeyring;
        for (const key of keyrings.flatMap(({ keys }) => keys)) {
          const { expiresAt } = key;
          if (key.state === 'revoked') expect(last.keys.find((later) => later.keyId === key.keyId)).toEqual(key);
          if (expiresAt !== null) expect(key.retired.filter(({ graceEndsAt }) => graceEndsAt > expiresAt)).toEqual([]);
        }
      }),
    );
  });

  it('a command that is repeated right away decides nothing more', () => {
    const repeatable = story.map((steps) =>
      steps.filter(({ command: { type } }) => type !== 'CreateKey' && type !== 'RotateKey'),
    );
    fc.assert(
      fc.property(story, repeatable, (before, steps) => {
        const { keyrings, now } = tell(before);
        const keyring = keyrings.at(-1) ?? emptyKeyring;
        for (const { command: given } of steps) {
          const after = outcomeOf(given, keyring, now, POLICY).reduce(
            (known, event) => fold(known, [{ event, at: now.toISOString() }]),
            keyring,
          );
          expect(outcomeOf(given, after, now, POLICY)).toEqual([]);
        }
      }),
    );
  });
});
