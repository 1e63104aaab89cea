import { describe, expect, it } from '@jest/globals';
import { type KeyringEvent, ROLES, SCOPES } from '#contracts';
import { defaultPermissionCatalogue, defaultRouteTable } from '#permissions';
import { generateSecret } from '#key-secret';
import { answerOf, answerText, batchAnswerOf, batchAnswerText } from './answer.js';
import { codeOf, judge, judgeText, type JudgingRules, type Question, UNAVAILABLE } from './judge.js';
import {
  allKeysRevoked,
  ANN,
  deactivated,
  expiryChanged,
  graceEnded,
  keyCreated,
  keyPaused,
  keyResumed,
  keyRevoked,
  keyRotated,
  reactivated,
  readable,
  refused,
  roleChanged,
} from './testing/events.js';
import { given, type ReadModel } from './testing/read-model.js';

const catalogue = defaultPermissionCatalogue();
const rules: JudgingRules = {
  acceptModes: new Set(['live']),
  catalogue,
  routes: defaultRouteTable(catalogue),
};
const NOON = '2026-01-02T12:00:00.000Z';

const verdictOf = (
  model: ReadModel,
  { credential = 'c1', at = NOON, ...question }: Question & { credential?: string; at?: string } = {},
) => judge(model.credential(credential), model.owner(), question, Date.parse(at), rules);
const codeAfter = (events: readonly KeyringEvent[], asked: Parameters<typeof verdictOf>[1] = {}) =>
  codeOf(verdictOf(given(roleChanged('analyst'), ...events), asked));

describe('the text of a key', () => {
  const live = generateSecret({ prefix: 'claribi', mode: 'live' });

  it('is judged before anything is looked up', () => {
    expect(judgeText(live, rules)).toBeNull();
    expect(judgeText(`${live.slice(0, -1)}${live.endsWith('a') ? 'b' : 'a'}`, rules)).toMatchObject({
      answer: { code: 'malformed' },
    });
    expect(judgeText(generateSecret({ prefix: 'other', mode: 'live' }), rules)).toBeNull(); // KEY_PREFIX may have changed
    expect(judgeText(generateSecret({ prefix: 'claribi', mode: 'test' }), rules)).toMatchObject({
      answer: { code: 'mode-refused' },
    });
  });
});

describe('a key', () => {
  it('is valid after its creation, and unknown before', () => {
    expect(codeAfter([keyCreated()])).toBe('valid');
    expect(codeAfter([])).toBe('unknown');
    expect(codeOf(judge(given(keyCreated()).credential('c1'), undefined, {}, 0, rules))).toBe('unknown');
  });

  it('is revoked by KeyRevoked and by AllKeysRevoked, but not by one that came before its creation', () => {
    expect(codeAfter([keyCreated(), keyRevoked()])).toBe('revoked');
    expect(codeAfter([keyCreated(), allKeysRevoked])).toBe('revoked');
    expect(codeAfter([allKeysRevoked, keyCreated()])).toBe('valid');
  });

  it('is still revoked by AllKeysRevoked after a later event wrote its credential', () => {
    expect(codeAfter([keyCreated(), keyRotated(), allKeysRevoked, graceEnded('c1')])).toBe('revoked');
  });

  it('expires at the very instant it expires', () => {
    const key = keyCreated({ expiresAt: NOON });
    expect(codeAfter([key], { at: '2026-01-02T11:59:59.999Z' })).toBe('valid');
    expect(codeAfter([key], { at: NOON })).toBe('expired');
  });

  it('works in its grace, and no longer at the very instant it ends', () => {
    const events = [keyCreated(), keyRotated({ graceEndsAt: NOON })];
    expect(codeAfter(events, { at: '2026-01-02T11:59:59.999Z' })).toBe('valid');
    expect(codeAfter(events, { at: NOON })).toBe('grace-ended');
    expect(codeAfter(events, { at: NOON, credential: 'c2' })).toBe('valid');
  });

  it('whose grace was ended by hand is over even where the clock is behind', () => {
    const events = [keyCreated(), keyRotated(), graceEnded('c1')];
    expect(codeAfter(events, { at: '2025-12-31T00:00:00.000Z' })).toBe('grace-ended');
  });

  it('expires by its latest expiry, sooner or later than by the one before', () => {
    expect(codeAfter([keyCreated(), expiryChanged('2026-01-02T11:00:00Z')])).toBe('expired');
    expect(codeAfter([keyCreated({ expiresAt: '2026-01-02T11:00:00Z' }), expiryChanged('2026-01-02T13:00:00Z')])).toBe(
      'valid',
    );
    expect(codeAfter([keyCreated({ expiresAt: '2026-01-02T11:00:00Z' }), expiryChanged(null)])).toBe('valid');
  });

  it('that was replaced in grace stays over when a later expiry brings its key back', () => {
    const events = [
      keyCreated(),
      keyRotated({ graceEndsAt: '2026-01-05T00:00:00Z' }),
      expiryChanged('2026-01-02T11:00:00Z'),
      expiryChanged(null),
    ];
    expect(codeAfter(events)).toBe('grace-ended');
    expect(codeAfter(events, { credential: 'c2' })).toBe('valid');
  });

  it('is paused with all its credentials until it is resumed; what is over for good says that first', () => {
    const paused = [keyCreated({ expiresAt: '2026-01-04T00:00:00Z' }), keyRotated(), keyPaused()];
    expect(['c1', 'c2'].map((credential) => codeAfter(paused, { credential }))).toEqual(['paused', 'paused']);
    expect(['c1', 'c2'].map((credential) => codeAfter([...paused, keyResumed()], { credential }))).toEqual([
      'valid',
      'valid',
    ]);
    expect(codeAfter(paused, { at: '2026-01-04T00:00:00Z' })).toBe('expired');
    expect(codeAfter([...paused, graceEnded('c1')])).toBe('grace-ended');
    expect(codeAfter([...paused, keyRevoked()])).toBe('revoked');
    expect(codeAfter([...paused, allKeysRevoked])).toBe('revoked');
    expect(codeAfter([...paused, deactivated])).toBe('paused');
  });

  it('of an inactive owner does not work, and works again after reactivation', () => {
    expect(codeAfter([keyCreated(), deactivated])).toBe('owner-inactive');
    expect(codeAfter([keyCreated(), deactivated, reactivated])).toBe('valid');
  });

  it('of an owner without a known role does not work', () => {
    expect(codeOf(verdictOf(given(keyCreated())))).toBe('owner-inactive');
  });

  it('of a parked owner gets no verdict, whatever else is known of it', () => {
    const model = given(roleChanged('analyst'), keyCreated(), keyRevoked()).apply([refused(4)]);
    expect(codeOf(verdictOf(model))).toBe('verdict-unavailable');
  });

  it('is judged in the order revoked, expired, grace-ended, owner-inactive, then what is asked', () => {
    const nowhere = { endpoint: { method: 'GET', path: '/api/nowhere' } };
    const all = [keyCreated({ expiresAt: NOON }), keyRotated({ graceEndsAt: NOON }), deactivated];
    expect(codeAfter([...all, keyRevoked()], nowhere)).toBe('revoked');
    expect(codeAfter(all, nowhere)).toBe('expired');
    expect(codeAfter([keyCreated(), keyRotated({ graceEndsAt: NOON }), deactivated], nowhere)).toBe('grace-ended');
    expect(codeAfter([keyCreated(), deactivated], nowhere)).toBe('owner-inactive');
    expect(codeAfter([keyCreated()], nowhere)).toBe('route-unmapped');
  });
});

describe('what is asked', () => {
  it('follows the owner’s current role at once', () => {
    const asked = { permission: 'data-sources.create' };
    const model = given(roleChanged('administrator'), keyCreated({ scope: 'read-write' }));
    expect(codeOf(verdictOf(model, asked))).toBe('valid');
    expect(verdictOf(model.apply([readable(3, roleChanged('analyst'))]), asked)).toMatchObject({
      answer: { valid: false, code: 'permission-denied', permission: 'data-sources.create', reason: 'role' },
    });
  });

  it('is denied for the scope when the role would do, and for a fixed denial whatever the role', () => {
    expect(verdictOf(given(roleChanged('analyst'), keyCreated()), { permission: 'dashboards.edit' })).toMatchObject({
      answer: { reason: 'scope' },
    });
    expect(
      verdictOf(given(roleChanged('owner'), keyCreated({ scope: 'read-write' })), { permission: 'billing.manage' }),
    ).toMatchObject({ answer: { code: 'permission-denied', reason: 'scope' } });
    expect(
      verdictOf(given(roleChanged('owner'), keyCreated({ scope: 'read-write' })), { permission: 'no.such' }),
    ).toMatchObject({ answer: { code: 'permission-denied', reason: 'role' } });
  });

  it('may be an endpoint, which the route table turns into a permission', () => {
    const model = given(roleChanged('analyst'), keyCreated());
    expect(verdictOf(model, { endpoint: { method: 'GET', path: '/api/reports/r1/?page=2' } })).toMatchObject({
      outcome: 'accepted',
      endpoint: { method: 'GET', path: '/api/reports/r1', route: '/api/reports/{id}' },
    });
    expect(verdictOf(model, { endpoint: { method: 'DELETE', path: '/api/reports/r1' } })).toMatchObject({
      answer: { permission: 'reports.delete', reason: 'role' },
      endpoint: { route: '/api/reports/{id}' },
    });
    expect(codeOf(verdictOf(model, { endpoint: { method: 'GET', path: '/api/../api/reports' } }))).toBe(
      'route-unmapped',
    );
  });
});

describe('the answer', () => {
  it('of an accepted key says whose it is and everything it may do', () => {
    const verdict = verdictOf(given(roleChanged('viewer'), keyCreated(), keyRotated()), { credential: 'c1' });
    if (verdict.outcome === 'unavailable') throw new Error('no verdict');
    expect(answerOf(verdict)).toEqual({
      valid: true,
      code: 'valid',
      keyId: 'k1',
      credentialId: 'c1',
      ownerId: ANN,
      orgId: 'acme',
      scope: 'read-only',
      mode: 'live',
      role: 'viewer',
      expiresAt: null,
      activeUntil: '2026-01-03T03:04:05.000Z',
      permissions: expect.arrayContaining(['dashboards.view', 'reports.export', 'usage.view']),
    });
  });

  it.each([
    ['an accepted key', given(roleChanged('viewer'), keyCreated()), {}],
    ['a replaced credential', given(roleChanged('owner'), keyCreated({ scope: 'read-write' }), keyRotated()), {}],
    ['a key that may not', given(roleChanged('viewer'), keyCreated()), { permission: 'reports."delete' }],
    ['an unmapped route', given(roleChanged('viewer'), keyCreated()), { endpoint: { method: 'GET', path: '/' } }],
  ])('as text is its JSON, for %s', (_, model, question) => {
    const verdict = verdictOf(model, question);
    if (verdict.outcome === 'unavailable') throw new Error('no verdict');
    expect(answerText(verdict)).toBe(JSON.stringify(answerOf(verdict)));
    expect(answerText(verdict)).toBe(JSON.stringify(answerOf(verdict))); // with the list that is known now
    const verdicts = [verdict, UNAVAILABLE, verdict];
    expect(batchAnswerText(verdicts)).toBe(JSON.stringify(batchAnswerOf(verdicts)));
    expect(batchAnswerText([])).toBe(JSON.stringify(batchAnswerOf([])));
  });

  it.each(ROLES.flatMap((role) => SCOPES.map((scope) => [role, scope] as const)))(
    'lists for %s and %s exactly what would be let through',
    (role, scope) => {
      const model = given(roleChanged(role), keyCreated({ scope }));
      const verdict = verdictOf(model);
      if (verdict.outcome !== 'accepted') throw new Error('not accepted');
      for (const permission of catalogue.permissions) {
        expect([permission, codeOf(verdictOf(model, { permission }))]).toEqual([
          permission,
          verdict.permissions.has(permission) ? 'valid' : 'permission-denied',
        ]);
      }
    },
  );
});
