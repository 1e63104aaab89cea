import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { type KeyringEvent, type Role, ROLES } from '#contracts';
import { type Requester } from './commands.js';
import { fold } from './evolve.js';
import { emptyKeyring } from './keyring.js';
import { effectiveRole, visitNews } from './role.js';
import { changeRole, createKey, recordVisit, self, SERVICE } from './testing/commands.js';
import { keyCreated, ownerDeactivated, ownerRoleChanged, ownerSeen, roleTold } from './testing/events.js';
import { given } from './testing/given.js';
import { at } from './testing/times.js';

const NOON = '2026-01-01T12:00:00.000Z';
const NOON_SECONDS = Date.parse(NOON) / 1000;
const mayDo = (history: ReturnType<typeof given>, role: Role, issuedAt: number, source: 'members' | 'token') =>
  effectiveRole(history.keyring.owner, { role, issuedAt }, source);

describe('with ROLE_SOURCE=token', () => {
  const analystSince10 = given(ownerRoleChanged('analyst', 10));

  it('any call with a newer token is remembered, before what the call is for', () => {
    analystSince10.when(recordVisit(self('viewer', 11))).then(ownerRoleChanged('viewer', 11));
    analystSince10
      .when(createKey({ requester: self('viewer', 11) }))
      .then(ownerRoleChanged('viewer', 11), keyCreated());
  });

  it('an older token changes nothing, nor does the same one again', () => {
    analystSince10.when(recordVisit(self('owner', 9))).thenNothing();
    analystSince10.when(recordVisit(self('analyst', 10))).thenNothing();
  });

  it('of two tokens of the same second the lower role wins, whichever comes first', () => {
    analystSince10.when(recordVisit(self('owner', 10))).thenNothing();
    analystSince10.when(recordVisit(self('viewer', 10))).then(ownerRoleChanged('viewer', 10));
  });

  it('a newer token with the same role is remembered, so that one from between cannot win later', () => {
    analystSince10.when(recordVisit(self('analyst', 20))).then(ownerRoleChanged('analyst', 20));
    given(ownerRoleChanged('analyst', 10), ownerRoleChanged('analyst', 20))
      .when(recordVisit(self('owner', 15)))
      .thenNothing();
  });

  it('what a service says counts from the time of its call: against a token of then or earlier, not against a newer one', () => {
    const pushed = given(ownerRoleChanged('administrator', 10), roleTold('viewer', 'service', NOON));
    pushed.when(recordVisit(self('administrator', NOON_SECONDS - 1))).thenNothing();
    pushed.when(recordVisit(self('administrator', NOON_SECONDS))).thenNothing();
    pushed
      .when(recordVisit(self('administrator', NOON_SECONDS + 1)))
      .then(ownerRoleChanged('administrator', NOON_SECONDS + 1));
  });

  it('a service that repeats the role is remembered, so that a token from before cannot win later', () => {
    given(ownerRoleChanged('viewer', 10))
      .when(changeRole('viewer', SERVICE), at(NOON))
      .then(roleTold('viewer', 'service', NOON));
  });

  it('what a service says is never outrun by a token that came before it with a clock that is ahead', () => {
    given(ownerRoleChanged('owner', NOON_SECONDS + 5))
      .when(changeRole('viewer', SERVICE), at(NOON))
      .then(roleTold('viewer', 'service', '2026-01-01T12:00:05.001Z'));
  });

  it('the newest fact counts for the person’s rights, the present token included', () => {
    expect(mayDo(analystSince10, 'administrator', 9, 'token')).toBe('analyst');
    expect(mayDo(analystSince10, 'administrator', 10, 'token')).toBe('analyst');
    expect(mayDo(analystSince10, 'administrator', 11, 'token')).toBe('administrator');
    expect(mayDo(analystSince10, 'viewer', 11, 'token')).toBe('viewer');
  });

  it('the outcome is the same in whatever order tokens turn up', () => {
    const token = fc.record({ role: fc.constantFrom(...ROLES), issuedAt: fc.integer({ min: 1, max: 5 }) });
    fc.assert(
      fc.property(
        fc
          .array(token, { minLength: 1, maxLength: 8 })
          .chain((tokens) => fc.tuple(fc.constant(tokens), fc.shuffledSubarray(tokens, { minLength: tokens.length }))),
        ([one, other]) => {
          const after = (tokens: typeof one) =>
            tokens.reduce(
              (keyring, fact) =>
                fold(
                  keyring,
                  visitNews(keyring.owner, fact, 'token').map((event) => ({ event, at: NOON })),
                ),
              emptyKeyring,
            ).owner.role;
          expect(after(one)).toEqual(after(other));
        },
      ),
    );
  });
});

describe('with ROLE_SOURCE=members', () => {
  const members = (...events: readonly KeyringEvent[]) => given(...events).under({ roleSource: 'members' });

  it('a token seeds an owner whose stream knows no role', () => {
    members()
      .when(recordVisit(self('member', 10)))
      .then(ownerRoleChanged('member', 10));
  });

  it('a token changes nothing about a known role, however new it is', () => {
    members(ownerRoleChanged('viewer'))
      .when(createKey({ requester: self('administrator', 99) }))
      .then(keyCreated());
  });

  it.each<[Role, Role, Role]>([
    ['viewer', 'administrator', 'viewer'],
    ['administrator', 'viewer', 'viewer'],
    ['analyst', 'analyst', 'analyst'],
  ])('where %s is set and the token says %s, the person may do what %s may', (set, said, may) => {
    expect(mayDo(members(roleTold(set)), said, 1, 'members')).toBe(may);
    expect(mayDo(members(roleTold(set)), said, 2 ** 31, 'members')).toBe(may);
  });

  it('a token counts as long as nothing else is known', () => {
    expect(mayDo(members(keyCreated()), 'administrator', 1, 'members')).toBe('administrator');
  });

  it('what a service repeats changes nothing', () => {
    members(ownerRoleChanged('viewer')).when(changeRole('viewer', SERVICE), at(NOON)).thenNothing();
  });
});

describe('the first visit', () => {
  it.each<Requester['kind']>(['service', 'manager'])('is remembered even if a %s has set the role before', (kind) => {
    const known = kind === 'service' ? roleTold('viewer', 'service') : roleTold('viewer');
    given(known)
      .under({ roleSource: 'members' })
      .when(recordVisit(self('viewer', 5)))
      .then(ownerSeen());
    given(known)
      .when(recordVisit(self('viewer', 5)))
      .then(ownerSeen());
    given(known, ownerSeen())
      .when(recordVisit(self('viewer', 5)))
      .thenNothing();
  });

  it('is known from the first token or key', () => {
    expect(
      [given(), given(roleTold('viewer', 'service')), given(ownerDeactivated())].map(
        ({ keyring }) => keyring.owner.seen,
      ),
    ).toEqual([false, false, false]);
    expect(
      [
        given(ownerRoleChanged('viewer')),
        given(ownerSeen()),
        given(keyCreated()),
        given(ownerSeen(), roleTold('viewer')),
      ].map(({ keyring }) => keyring.owner.seen),
    ).toEqual([true, true, true, true]);
  });

  it('of a deactivated owner is refused, and not remembered', () => {
    given(ownerRoleChanged('viewer', 1), ownerDeactivated())
      .when(recordVisit(self('administrator', 5)))
      .thenRefused('owner-inactive');
  });
});
