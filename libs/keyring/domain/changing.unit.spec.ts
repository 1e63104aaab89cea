import { describe, expect, it } from '@jest/globals';
import { keyView } from './key-view.js';
import { inForce } from './keyring.js';
import {
  changeKey,
  createKey,
  deactivateOwner,
  endGrace,
  pauseKey,
  resumeKey,
  revokeAllKeys,
  revokeKey,
  rotateKey,
  setReminder,
} from './testing/commands.js';
import {
  allKeysRevoked,
  expiryChanged,
  graceEnded,
  keyCreated,
  keyPaused,
  keyRenamed,
  keyResumed,
  keyRevoked,
  keyRotated,
  ownerRoleChanged,
  reminderSet,
} from './testing/events.js';
import { given, on, type History } from './testing/given.js';
import { at } from './testing/times.js';

const analyst = ownerRoleChanged('analyst', 1);
const view = (now: string, ...history: History) =>
  given(...history).keyring.keys.map((key) => keyView(key, at(now)))[0];

describe('renaming a key', () => {
  it('gives it the name as a creation would', () => {
    given(analyst, keyCreated())
      .when(changeKey({ name: '  Cafe\u0301 \n' }))
      .then(keyRenamed('Café'));
    expect(view('2026-01-01T00:00Z', keyCreated(), keyRenamed('Feed'))).toMatchObject({ name: 'Feed' });
  });

  it.each(['', '   ', 'x'.repeat(101), 'a\u0000b', 'a\u202eb'])('refuses the name %j', (name) => {
    given(analyst, keyCreated()).when(changeKey({ name })).thenRefused('invalid-request', 'name');
  });

  it('is possible while it is paused or has expired, but not once it is revoked', () => {
    given(analyst, keyCreated({ expiresAt: '2026-01-02T00:00Z' }), keyPaused())
      .when(changeKey({ name: 'Feed' }), at('2026-01-03T00:00Z'))
      .then(keyRenamed('Feed'));
    given(analyst, keyCreated(), keyRevoked())
      .when(changeKey({ name: 'Feed' }))
      .thenRefused('key-revoked');
    given(analyst)
      .when(changeKey({ name: 'Feed' }))
      .thenRefused('key-not-found');
  });
});

describe('changing the expiry of a key', () => {
  it('sets it, brings it forward, puts it off or takes it away', () => {
    given(analyst, keyCreated())
      .when(changeKey({ expiresAt: at('2026-03-01T00:00Z') }))
      .then(expiryChanged('2026-03-01T00:00Z'));
    given(analyst, keyCreated({ expiresAt: '2026-03-01T00:00Z' }))
      .when(changeKey({ expiresAt: null }))
      .then(expiryChanged(null));
    expect(view('2026-01-01T00:00Z', keyCreated(), expiryChanged('2026-03-01T00:00Z'))).toMatchObject({
      expiresAt: '2026-03-01T00:00:00.000Z',
    });
  });

  it('can come with a new name; what is as wanted already decides nothing', () => {
    const wanted = changeKey({ name: 'Feed', expiresAt: at('2026-03-01T00:00Z') });
    given(analyst, keyCreated()).when(wanted).then(keyRenamed('Feed'), expiryChanged('2026-03-01T00:00Z'));
    given(analyst, keyCreated(), keyRenamed('Feed'), expiryChanged('2026-03-01T00:00Z')).when(wanted).thenNothing();
    given(analyst, keyCreated())
      .when(changeKey({ expiresAt: null }))
      .thenNothing();
  });

  it('refuses a time that is not in the future, and then renames nothing', () => {
    given(analyst, keyCreated())
      .when(changeKey({ name: 'Feed', expiresAt: at('2026-01-01T00:00Z') }))
      .thenRefused('invalid-request', 'expiresAt');
    given(analyst, keyCreated())
      .when(changeKey({ expiresAt: at('+010000-01-01T00:00Z') }))
      .thenRefused('invalid-request', 'expiresAt');
  });

  it('brings an expired key back, if there is room for one more', () => {
    const expired = given(
      analyst,
      keyCreated({ expiresAt: '2026-01-02T00:00Z' }),
      keyCreated({ keyId: 'k2', credentialId: 'c9' }),
    );
    const now = at('2026-01-03T00:00Z');
    for (const expiresAt of [at('2026-02-01T00:00Z'), null])
      expired
        .under({ maxKeysPerOwner: 2 })
        .when(changeKey({ expiresAt }), now)
        .then(expiryChanged(expiresAt === null ? null : '2026-02-01T00:00Z'));
    expired
      .under({ maxKeysPerOwner: 1 })
      .when(changeKey({ expiresAt: null }), now)
      .thenRefused('key-limit-reached');
    expired
      .under({ maxKeysPerOwner: 1 })
      .when(changeKey({ name: 'Feed' }), now)
      .then(keyRenamed('Feed'));
  });

  it('cuts a grace that would outlast it; a later expiry does not lengthen it again', () => {
    const rotated = [
      keyCreated(),
      keyRotated({ graceEndsAt: '2026-01-05T00:00Z' }),
      expiryChanged('2026-01-02T00:00Z'),
    ];
    expect(view('2026-01-01T12:00Z', ...rotated)).toMatchObject({
      credentials: [
        { activeUntil: '2026-01-02T00:00:00.000Z' },
        { status: 'grace', activeUntil: '2026-01-02T00:00:00.000Z' },
      ],
    });
    expect(view('2026-01-03T00:00Z', ...rotated, expiryChanged(null))).toMatchObject({
      status: 'active',
      credentials: [{ activeUntil: null }, { status: 'retired', activeUntil: '2026-01-02T00:00:00.000Z' }],
    });
  });
});

describe('a paused key', () => {
  const paused = given(analyst, keyCreated({ expiresAt: '2026-03-01T00:00Z' }), keyPaused());

  it('is one that was paused last; repeating either changes nothing', () => {
    given(analyst, keyCreated()).when(pauseKey()).then(keyPaused());
    paused.when(pauseKey()).thenNothing();
    paused.when(resumeKey()).then(keyResumed());
    given(analyst, keyCreated()).when(resumeKey()).thenNothing();
  });

  it('shows as paused until it has expired or is revoked', () => {
    const history = [keyCreated({ expiresAt: '2026-03-01T00:00Z' }), keyPaused()];
    expect(view('2026-02-01T00:00Z', ...history)).toMatchObject({ status: 'paused' });
    expect(view('2026-02-01T00:00Z', ...history, keyResumed())).toMatchObject({ status: 'active' });
    expect(view('2026-03-01T00:00Z', ...history)).toMatchObject({ status: 'expired' });
    expect(view('2026-02-01T00:00Z', ...history, keyRevoked())).toMatchObject({ status: 'revoked' });
    expect(view('2026-05-01T00:00Z', keyCreated(), keyPaused())).toMatchObject({ status: 'paused', rotationDue: true });
  });

  it('is rotated, revoked and reminded of as any other', () => {
    paused.when(rotateKey()).then(keyRotated());
    given(analyst, keyCreated(), keyRotated(), keyPaused()).when(endGrace()).then(graceEnded('c1'));
    paused.when(revokeKey()).then(keyRevoked());
    paused.when(revokeAllKeys()).then(allKeysRevoked({ count: 1 }));
    paused.when(setReminder(30)).then(reminderSet(30));
  });

  it('counts against the limit, but is not in force', () => {
    paused
      .under({ maxKeysPerOwner: 1 })
      .when(createKey({ keyId: 'k2', credentialId: 'c9' }))
      .thenRefused('key-limit-reached');
    expect(inForce(paused.keyring, at('2026-01-01T00:00Z'))).toEqual([]);
    given(analyst, keyCreated(), keyPaused()).when(deactivateOwner()).then({ type: 'OwnerDeactivated' });
  });

  it('cannot be paused or resumed once it has expired or is revoked', () => {
    for (const command of [pauseKey(), resumeKey()]) {
      paused.when(command, at('2026-03-01T00:00Z')).thenRefused('key-expired');
      given(analyst, keyCreated(), keyRevoked()).when(command).thenRefused('key-revoked');
    }
  });

  it('is still paused when a later expiry brings it back', () => {
    expect(
      view(
        '2026-04-01T00:00Z',
        keyCreated({ expiresAt: '2026-03-01T00:00Z' }),
        keyPaused(),
        on('2026-03-02T00:00Z', expiryChanged(null)),
      ),
    ).toMatchObject({ status: 'paused' });
  });
});
