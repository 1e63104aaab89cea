import { describe, expect, it } from '@jest/globals';
import { keyView } from './key-view.js';
import { revokeAllKeys, revokeKey, self } from './testing/commands.js';
import { allKeysRevoked, keyCreated, keyRevoked, keyRotated, ownerRoleChanged } from './testing/events.js';
import { given, on } from './testing/given.js';
import { at } from './testing/times.js';

const analyst = ownerRoleChanged('analyst', 1);

describe('revoking a key', () => {
  it('revokes it, with the reason that was given', () => {
    given(analyst, keyCreated())
      .when(revokeKey({ reason: ' leaked ' }))
      .then(keyRevoked({ reason: 'leaked' }));
    given(analyst, keyCreated())
      .when(revokeKey({ reason: '  ' }))
      .then(keyRevoked({ reason: null }));
  });

  it('is possible for an expired key', () => {
    given(analyst, keyCreated({ expiresAt: '2026-02-01T00:00Z' }))
      .when(revokeKey(), at('2026-03-01T00:00Z'))
      .then(keyRevoked());
  });

  it('may be repeated, and then changes nothing', () => {
    given(analyst, keyCreated(), keyRevoked({ reason: 'leaked' }))
      .when(revokeKey({ reason: 'really' }))
      .thenNothing();
    given(analyst, keyCreated(), allKeysRevoked()).when(revokeKey()).thenNothing();
  });

  it('does not know a key of another owner', () => {
    given(analyst).when(revokeKey()).thenRefused('key-not-found');
  });

  it('takes a reason of 500 characters, as a person counts them, in one form', () => {
    given(analyst, keyCreated())
      .when(revokeKey({ reason: '😱'.repeat(500) }))
      .then(keyRevoked({ reason: '😱'.repeat(500) }));
    given(analyst, keyCreated())
      .when(revokeKey({ reason: 'vole\u0301' }))
      .then(keyRevoked({ reason: 'volé' }));
  });

  it.each(['x'.repeat(501), 'a\ud800b', 'a\u0000b', 'a\r\nb', '\u001b[31mred', 'a\u202eb', '\u200b'])(
    'refuses the reason %j, also where nothing is left to revoke',
    (reason) => {
      given(analyst, keyCreated()).when(revokeKey({ reason })).thenRefused('invalid-request', 'reason');
      given(analyst, keyCreated(), keyRevoked()).when(revokeKey({ reason })).thenRefused('invalid-request', 'reason');
      given(analyst).when(revokeAllKeys({ reason })).thenRefused('invalid-request', 'reason');
    },
  );

  it('that decides nothing still remembers a role that is news', () => {
    given(keyCreated(), keyRevoked())
      .when(revokeKey({ requester: self('member', 5) }))
      .then(ownerRoleChanged('member', 5));
  });
});

describe('revoking all keys at once', () => {
  it('is one event that counts the keys which still worked', () => {
    given(
      analyst,
      keyCreated({ keyId: 'k1' }),
      keyCreated({ keyId: 'k2' }),
      keyCreated({ keyId: 'k3' }),
      keyRevoked({ keyId: 'k3' }),
      keyCreated({ keyId: 'k4', expiresAt: '2026-01-02T00:00Z' }),
    )
      .when(revokeAllKeys({ reason: 'breach' }), at('2026-01-03T00:00Z'))
      .then(allKeysRevoked({ reason: 'breach', count: 2 }));
  });

  it('revokes an expired key too, by decision: another clock may not have reached its end', () => {
    given(analyst, keyCreated({ expiresAt: '2026-01-02T00:00Z' }))
      .when(revokeAllKeys(), at('2026-01-02T00:00Z'))
      .then(allKeysRevoked({ count: 0 }));
  });

  it('has nothing to do when every key is revoked', () => {
    given(analyst).when(revokeAllKeys()).thenNothing();
    given(analyst, keyCreated(), keyRevoked()).when(revokeAllKeys()).thenNothing();
  });

  it('covers every key created before it, expired ones too, and none created after it', () => {
    const { keyring } = given(
      keyCreated({ keyId: 'before', expiresAt: '2026-01-02T00:00Z' }),
      on('2026-01-03T00:00Z', allKeysRevoked({ reason: 'breach' })),
      on('2026-01-03T00:00Z', keyCreated({ keyId: 'after' })),
    );
    expect(keyring.keys.map((key) => keyView(key, at('2026-01-03T00:00Z')))).toMatchObject([
      { keyId: 'before', status: 'revoked', revokedAt: '2026-01-03T00:00:00.000Z', revokedReason: 'breach' },
      { keyId: 'after', status: 'active', revokedAt: null },
    ]);
  });

  it('leaves time and reason of an earlier revocation alone', () => {
    const { keyring } = given(
      keyCreated(),
      on('2026-01-02T00:00Z', keyRevoked({ reason: 'leaked' })),
      on('2026-01-03T00:00Z', allKeysRevoked({ reason: 'breach' })),
    );
    expect(keyring.keys).toMatchObject([{ revokedAt: at('2026-01-02T00:00Z'), revokedReason: 'leaked' }]);
  });
});

it('nothing brings a revoked key back: not even a rotation that follows it in the stream', () => {
  const { keyring } = given(keyCreated(), keyRevoked(), keyRotated());
  expect(keyring.keys).toMatchObject([{ state: 'revoked', current: { credentialId: 'c1' } }]);
});
