import { describe, expect, it } from '@jest/globals';
import { askedAfterConfirmedEnd, type Command, type Verification, violationsIn } from './history.js';

const command = (changes: Partial<Command>): Command => ({
  action: 'create',
  ownerId: 'acme/ann',
  keyId: 'k',
  issues: null,
  ends: [],
  invokedAt: 0,
  answeredAt: 10,
  outcome: 'confirmed',
  ...changes,
});
const created = command({ issues: 'c' });
const revoked = (changes: Partial<Command> = {}) =>
  command({ action: 'revoke', ends: ['c'], invokedAt: 100, answeredAt: 200, ...changes });
const asked = (code: string, startedAt: number, endedAt = startedAt + 5, replica = 'a'): Verification => ({
  credentialId: 'c',
  keyId: 'k',
  replica,
  startedAt,
  endedAt,
  code,
});
const verdict = (commands: readonly Command[], ...verifications: readonly Verification[]) =>
  violationsIn({ commands, verifications }).map((each) => each.split(':')[0]);

describe('the history checker', () => {
  it('finds a key that is accepted by a verification that started after its confirmed revocation', () => {
    expect(verdict([created, revoked()], asked('valid', 200))).toEqual(['accepted after its end was confirmed']);
    expect(verdict([created, revoked(), revoked({ invokedAt: 300, answeredAt: 400 })], asked('valid', 250))).toEqual([
      'accepted after its end was confirmed',
    ]);
  });

  it('lets one pass that started before, however late it was answered, and one after a revocation that was not confirmed', () => {
    expect(verdict([created, revoked()], asked('valid', 199, 900))).toEqual([]);
    for (const outcome of ['acknowledged', 'unknown'] as const)
      expect(verdict([created, revoked({ outcome })], asked('valid', 300), asked('revoked', 310))).toEqual([]);
  });

  it('finds a replica that accepts again what it had refused; another one may still be behind', () => {
    const unconfirmed = revoked({ outcome: 'unknown' });
    expect(verdict([created, unconfirmed], asked('revoked', 150), asked('valid', 160))).toEqual([
      'accepted by a replica that had refused it',
    ]);
    expect(verdict([created, unconfirmed], asked('revoked', 150), asked('valid', 160, 165, 'b'))).toEqual([]);
  });

  it('finds a key that is unknown after its creation was confirmed', () => {
    expect(verdict([created], asked('unknown', 10))).toEqual(['unknown after its issue was confirmed']);
    expect(verdict([{ ...created, outcome: 'acknowledged' }], asked('unknown', 10))).toEqual([]);
  });

  it('finds a key that is refused although nobody had asked to end it', () => {
    expect(verdict([created, revoked()], asked('revoked', 90))).toEqual(['refused, and nobody had asked to end it']);
    expect(verdict([created, revoked({ outcome: 'refused' })], asked('revoked', 300))).toEqual([
      'refused, and nobody had asked to end it',
    ]);
    expect(verdict([created, revoked()], asked('revoked', 96, 101))).toEqual([]);
  });

  it('finds a verdict that nothing explains', () => {
    expect(verdict([created], asked('expired', 50))).toEqual(['a verdict that nothing explains']);
    expect(verdict([], asked('valid', 50))).toEqual(['nobody was shown this credential']);
  });

  it('takes no answer for no answer', () => {
    expect(verdict([created, revoked()], asked('unavailable', 300), asked('lost', 300))).toEqual([]);
  });

  it('knows whether there was anything to judge', () => {
    const history = {
      commands: [created, revoked()],
      verifications: [asked('valid', 50), asked('revoked', 150), asked('unavailable', 300)],
    };
    expect(askedAfterConfirmedEnd(history)).toBe(0);
    expect(
      askedAfterConfirmedEnd({ ...history, verifications: [...history.verifications, asked('revoked', 300)] }),
    ).toBe(1);
  });
});
