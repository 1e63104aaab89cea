import { describe, it } from '@jest/globals';
import { createKey, endGrace, rotateKey, self } from './testing/commands.js';
import { allKeysRevoked, graceEnded, keyCreated, keyRevoked, keyRotated, ownerRoleChanged } from './testing/events.js';
import { given, on } from './testing/given.js';
import { at } from './testing/times.js';

const analyst = ownerRoleChanged('analyst', 1);

describe('creating a key', () => {
  it('gives it a name, a scope and, if wanted, an expiry', () => {
    given(analyst)
      .when(createKey({ name: 'Zapier Integration', scope: 'read-write', expiresAt: at('2026-06-01T00:00Z') }))
      .then(keyCreated({ name: 'Zapier Integration', scope: 'read-write', expiresAt: '2026-06-01T00:00Z' }));
  });

  it('trims the name', () => {
    given(analyst)
      .when(createKey({ name: '  Feed \n' }))
      .then(keyCreated({ name: 'Feed' }));
  });

  it.each([
    '',
    '   ',
    'x'.repeat(101),
    'a\u0000b',
    'a\nb',
    'a\u2028b',
    'a\ud800b',
    '\u200b',
    '\u3164',
    '\u2800',
    'a\u202eb',
  ])('refuses the name %j', (name) => {
    given(analyst).when(createKey({ name })).thenRefused('invalid-request', 'name');
  });

  it('takes a name of exactly 100 characters, as a person counts them', () => {
    for (const name of ['x'.repeat(100), '👨‍👩‍👧‍👦'.repeat(100)])
      given(analyst).when(createKey({ name })).then(keyCreated({ name }));
  });

  it('keeps one form of a name that can be written in two', () => {
    given(analyst)
      .when(createKey({ name: 'Cafe\u0301' }))
      .then(keyCreated({ name: 'Café' }));
  });

  it.each([
    ['in the past', '2025-12-31T23:59:59Z'],
    ['now', '2026-01-01T00:00:00Z'],
    ['no date', 'soon'],
    ['of a year that ISO 8601 cannot write with four digits', '+010000-01-01T00:00:00Z'],
  ])('refuses an expiry that is %s', (_, expiresAt) => {
    given(analyst)
      .when(createKey({ expiresAt: at(expiresAt) }), at('2026-01-01T00:00Z'))
      .thenRefused('invalid-request', 'expiresAt');
  });

  it('stops at the limit of active keys', () => {
    given(analyst, keyCreated({ keyId: 'k1' }), keyCreated({ keyId: 'k2' }))
      .under({ maxKeysPerOwner: 2 })
      .when(createKey({ keyId: 'k3' }))
      .thenRefused('key-limit-reached');
  });

  it('counts neither revoked nor expired keys towards the limit', () => {
    given(
      analyst,
      keyCreated({ keyId: 'k1' }),
      keyRevoked({ keyId: 'k1' }),
      keyCreated({ keyId: 'k2', expiresAt: '2026-02-01T00:00Z' }),
    )
      .under({ maxKeysPerOwner: 1 })
      .when(createKey({ keyId: 'k3' }), at('2026-02-01T00:00Z'))
      .then(keyCreated({ keyId: 'k3' }));
  });

  it('is possible right after all keys were revoked', () => {
    given(analyst, keyCreated(), allKeysRevoked())
      .when(createKey({ keyId: 'k2', credentialId: 'c2' }))
      .then(keyCreated({ keyId: 'k2', credentialId: 'c2' }));
  });

  it('by an owner whose stream is empty remembers the role the token names, in the same commit', () => {
    given()
      .when(createKey({ requester: self('viewer', 77) }))
      .then(ownerRoleChanged('viewer', 77), keyCreated());
  });
});

describe('rotating a key', () => {
  it('keeps the old credential working for 24 hours', () => {
    given(analyst, keyCreated({ keyId: 'k1', credentialId: 'c1' }))
      .when(rotateKey({ keyId: 'k1', credentialId: 'c2' }), at('2026-01-01T00:00Z'))
      .then(keyRotated({ keyId: 'k1', credentialId: 'c2', retires: 'c1', graceEndsAt: '2026-01-02T00:00Z' }));
  });

  it('retires the current credential, whatever came before', () => {
    given(analyst, keyCreated(), keyRotated({ credentialId: 'c2' }))
      .when(rotateKey({ credentialId: 'c3' }))
      .then(keyRotated({ credentialId: 'c3', retires: 'c2' }));
  });

  it.each([
    [0, '2026-01-01T00:00Z'],
    [1, '2026-01-01T01:00Z'],
    [168, '2026-01-08T00:00Z'],
  ])('takes a grace of %d hours', (graceHours, graceEndsAt) => {
    given(analyst, keyCreated()).when(rotateKey({ graceHours })).then(keyRotated({ graceEndsAt }));
  });

  it.each([-1, 169, 1.5, NaN])('refuses a grace of %d hours', (graceHours) => {
    given(analyst, keyCreated()).when(rotateKey({ graceHours })).thenRefused('invalid-request', 'graceHours');
  });

  it('never lets the grace outlast the expiry', () => {
    given(analyst, keyCreated({ expiresAt: '2026-01-01T12:00Z' }))
      .when(rotateKey({ graceHours: 24 }))
      .then(keyRotated({ graceEndsAt: '2026-01-01T12:00Z' }));
  });

  it('refuses a revoked key', () => {
    given(analyst, keyCreated(), keyRevoked()).when(rotateKey()).thenRefused('key-revoked');
  });

  it('refuses a key that was revoked with all others', () => {
    given(analyst, keyCreated(), allKeysRevoked()).when(rotateKey()).thenRefused('key-revoked');
  });

  it('refuses an expired key', () => {
    given(analyst, keyCreated({ expiresAt: '2026-02-01T00:00Z' }))
      .when(rotateKey(), at('2026-02-01T00:00Z'))
      .thenRefused('key-expired');
  });

  it('does not know a key of another owner', () => {
    given(analyst).when(rotateKey()).thenRefused('key-not-found');
  });
});

describe('live credentials', () => {
  const fourInGrace = [
    analyst,
    keyCreated(),
    ...['c2', 'c3', 'c4', 'c5'].map((credentialId, i) => keyRotated({ credentialId, retires: `c${String(i + 1)}` })),
  ];

  it('are at most 5 per key', () => {
    given(...fourInGrace)
      .when(rotateKey({ credentialId: 'c6' }))
      .thenRefused('too-many-live-credentials');
  });

  it('do not get more by a rotation without grace, so a leaked key can always be rotated', () => {
    given(...fourInGrace)
      .when(rotateKey({ credentialId: 'c6', graceHours: 0 }))
      .then(keyRotated({ credentialId: 'c6', retires: 'c5', graceEndsAt: '2026-01-01T00:00Z' }));
  });

  it('do not include those whose grace is over', () => {
    given(...fourInGrace)
      .when(rotateKey({ credentialId: 'c6' }), at('2026-01-02T00:00Z'))
      .then(keyRotated({ credentialId: 'c6', retires: 'c5', graceEndsAt: '2026-01-03T00:00Z' }));
  });

  it('do not include those whose grace was ended by hand', () => {
    given(...fourInGrace, on('2026-01-01T01:00Z', graceEnded('c1')))
      .when(rotateKey({ credentialId: 'c6' }), at('2026-01-01T01:00Z'))
      .then(keyRotated({ credentialId: 'c6', retires: 'c5', graceEndsAt: '2026-01-02T01:00Z' }));
  });
});

describe('ending the grace', () => {
  it('stops every retired credential that still works', () => {
    given(analyst, keyCreated(), keyRotated({ credentialId: 'c2' }), keyRotated({ credentialId: 'c3', retires: 'c2' }))
      .when(endGrace(), at('2026-01-01T01:00Z'))
      .then(graceEnded('c2', 'c1'));
  });

  it('ends by decision what has ended by this clock within the last minutes: another clock may be behind', () => {
    given(analyst, keyCreated(), keyRotated()).when(endGrace(), at('2026-01-02T00:00Z')).then(graceEnded('c1'));
  });

  it('has nothing to do when the grace is long over, or was ended before', () => {
    given(analyst, keyCreated(), keyRotated()).when(endGrace(), at('2026-01-02T00:05Z')).thenNothing();
    given(analyst, keyCreated(), keyRotated(), on('2026-01-01T01:00Z', graceEnded('c1')))
      .when(endGrace(), at('2026-01-01T01:00Z'))
      .thenNothing();
  });

  it('refuses a revoked and an expired key', () => {
    given(analyst, keyCreated(), keyRevoked()).when(endGrace()).thenRefused('key-revoked');
    given(analyst, keyCreated({ expiresAt: '2026-02-01T00:00Z' }))
      .when(endGrace(), at('2026-02-01T00:00Z'))
      .thenRefused('key-expired');
  });
});
