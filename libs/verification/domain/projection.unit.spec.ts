import { describe, expect, it } from '@jest/globals';
import { type KeyringEvent } from '#contracts';
import { newOwner } from './documents.js';
import {
  allKeysRevoked,
  ANN,
  AT,
  deactivated,
  digestOf,
  expiryChanged,
  graceEnded,
  keyCreated,
  keyPaused,
  keyRenamed,
  keyResumed,
  keyRevoked,
  keyRotated,
  ignored,
  reactivated,
  readable,
  refused,
  reminderCleared,
  reminderSet,
  roleChanged,
} from './testing/events.js';
import { given, ReadModel } from './testing/read-model.js';

describe('each event type', () => {
  it('KeyCreated issues a credential', () => {
    const model = given(keyCreated({ scope: 'read-write', mode: 'test', expiresAt: '2027-01-01T00:00:00Z' }));
    expect(model.credential('c1')).toEqual({
      digest: digestOf('c1'),
      pepperId: 'p1',
      credentialId: 'c1',
      keyId: 'k1',
      ownerId: ANN,
      scope: 'read-write',
      mode: 'test',
      expiresAt: '2027-01-01T00:00:00.000Z',
      activeUntil: null,
      graceEnded: false,
      revokedAt: null,
      paused: false,
      issuedVersion: 1,
      version: 1,
    });
    expect(model.owner()).toEqual({ ...newOwner(ANN), version: 1 });
  });

  it('KeyRotated issues a credential of the same scope, mode and expiry, and gives the old one an end', () => {
    const model = given(
      keyCreated({ scope: 'read-write', mode: 'test', expiresAt: '2027-01-01T00:00:00Z' }),
      keyRotated(),
    );
    expect(model.credential('c1')).toMatchObject({
      activeUntil: '2026-01-03T03:04:05.000Z',
      issuedVersion: 1,
      version: 2,
    });
    expect(model.credential('c2')).toMatchObject({
      keyId: 'k1',
      scope: 'read-write',
      mode: 'test',
      expiresAt: '2027-01-01T00:00:00.000Z',
      activeUntil: null,
      issuedVersion: 2,
      version: 2,
    });
  });

  it('KeyRotated without grace ends the old credential by decision, whatever a clock says', () => {
    const model = given(keyCreated(), keyRotated({ graceEndsAt: AT }));
    expect(model.credential('c1')).toMatchObject({ graceEnded: true, activeUntil: AT });
  });

  it('GraceEnded ends the credentials it names, at its own time, and no other', () => {
    const model = given(
      keyCreated(),
      keyRotated(),
      keyRotated({ retires: 'c2', credentialId: 'c3' }),
      graceEnded('c1'),
    );
    expect(model.credential('c1')).toMatchObject({ graceEnded: true, activeUntil: AT });
    expect(model.credential('c2')).toMatchObject({ graceEnded: false, activeUntil: '2026-01-03T03:04:05.000Z' });
  });

  it('KeyRevoked revokes every credential of the key, and no other key’s', () => {
    const model = given(keyCreated(), keyRotated(), keyCreated({ keyId: 'k2', credentialId: 'other' }), keyRevoked());
    expect(model.credential('c1')).toMatchObject({ revokedAt: AT, version: 4 });
    expect(model.credential('c2')).toMatchObject({ revokedAt: AT, version: 4 });
    expect(model.credential('other')).toMatchObject({ revokedAt: null, version: 3 });
  });

  it('KeyExpiryChanged gives every credential of the key its expiry, cuts a grace that would outlast it, and lengthens none', () => {
    const rotated = [keyCreated(), keyRotated(), keyCreated({ keyId: 'k2', credentialId: 'other' })];
    const soon = '2026-01-02T18:00:00.000Z';
    const cut = given(...rotated, expiryChanged('2026-01-02T18:00:00Z'));
    expect(cut.credential('c1')).toMatchObject({ expiresAt: soon, activeUntil: soon, version: 4 });
    expect(cut.credential('c2')).toMatchObject({ expiresAt: soon, activeUntil: null, version: 4 });
    expect(cut.credential('other')).toMatchObject({ expiresAt: null, version: 3 });
    const longer = given(...rotated, expiryChanged(soon), expiryChanged(null));
    expect(longer.credential('c1')).toMatchObject({ expiresAt: null, activeUntil: soon });
    expect(longer.credential('c2')).toMatchObject({ expiresAt: null, activeUntil: null });
  });

  it('KeyPaused and KeyResumed reach every credential of the key, and one that a rotation issues meanwhile', () => {
    const paused = [
      keyCreated(),
      keyRotated(),
      keyCreated({ keyId: 'k2', credentialId: 'other' }),
      keyPaused(),
      keyRotated({ retires: 'c2', credentialId: 'c3' }),
    ];
    const pausedIn = (model: ReadModel) => ['c1', 'c2', 'c3', 'other'].map((each) => model.credential(each)?.paused);
    expect(pausedIn(given(...paused))).toEqual([true, true, true, false]);
    expect(pausedIn(given(...paused, keyResumed()))).toEqual([false, false, false, false]);
  });

  it.each<[string, KeyringEvent]>([
    ['KeyExpiryChanged', expiryChanged(null)],
    ['KeyPaused', keyPaused()],
    ['KeyResumed', keyResumed()],
  ])('%s of a key that is not known parks its owner', (_, event) => {
    expect(given(roleChanged('analyst'), event).owner()).toMatchObject({
      version: 1,
      parked: { reason: expect.stringContaining('k1'), seenVersion: 2 },
    });
  });

  it('AllKeysRevoked is one write to the owner: whatever was issued up to it', () => {
    expect(given(keyCreated(), allKeysRevoked).owner()).toMatchObject({ keysRevokedAt: 2, version: 2 });
  });

  it('OwnerRoleChanged, OwnerDeactivated and OwnerReactivated change the owner', () => {
    expect(given(roleChanged('analyst')).owner()).toMatchObject({ role: 'analyst', active: true });
    expect(given(roleChanged('analyst'), deactivated).owner()).toMatchObject({ role: 'analyst', active: false });
    expect(given(deactivated, reactivated).owner()).toMatchObject({ active: true });
  });

  it.each<[string, KeyringEvent]>([
    ['KeyRenamed', keyRenamed],
    ['RotationReminderSet', reminderSet],
    ['RotationReminderCleared', reminderCleared],
  ])('%s moves only the owner’s version', (_, event) => {
    const model = given(keyCreated(), event);
    expect(model.owner()).toEqual({ ...newOwner(ANN), version: 2 });
    expect(model.credential('c1')).toMatchObject({ version: 1 });
  });

  it('an event that is passed over moves only the owner’s version', () => {
    const before = given(keyCreated(), roleChanged('viewer'));
    const { credentials } = before.documents;
    expect(before.apply([ignored(3)]).owner()).toEqual({ ...newOwner(ANN), role: 'viewer', version: 3 });
    expect(before.documents.credentials).toEqual(credentials);
  });
});

describe('a revoked key never comes back', () => {
  it('not by a replay of the event that created it', () => {
    const model = given(keyCreated(), keyRevoked());
    expect(model.apply([readable(1, keyCreated())]).credential('c1')).toMatchObject({ revokedAt: AT });
  });

  it('not by a rotation after its revocation', () => {
    expect(given(keyCreated(), keyRevoked(), keyRotated()).credential('c2')).toMatchObject({ revokedAt: AT });
    expect(given(keyCreated(), allKeysRevoked, keyRotated()).credential('c2')).toMatchObject({ revokedAt: AT });
  });

  it('not by another stream that names its key', () => {
    const model = given(keyCreated(), keyRevoked());
    model.apply([readable(1, keyRotated(), { ownerId: 'acme/eve' })]);
    expect(model.credential('c2')).toBeUndefined();
    expect(model.owner('acme/eve')?.parked).not.toBeNull();
  });

  it('and the first moment of its revocation stays', () => {
    const model = given(keyCreated(), keyRevoked());
    model.apply([readable(3, keyRevoked(), { at: '2026-06-01T00:00:00.000Z' })]);
    expect(model.credential('c1')).toMatchObject({ revokedAt: AT, version: 3 });
  });
});

describe('an owner is parked', () => {
  it('by a version gap, and nothing of what came after it is applied', () => {
    const model = given(keyCreated()).apply([readable(3, deactivated)]);
    expect(model.owner()).toEqual({
      ...newOwner(ANN),
      version: 1,
      parked: { reason: 'version 3 came after 1', seenVersion: 3 },
    });
  });

  it('by a first event that is not the first', () => {
    expect(new ReadModel().apply([readable(2, keyRevoked())]).owner()).toMatchObject({
      version: 0,
      parked: { seenVersion: 2 },
    });
  });

  it('by an event that cannot be read, or does not even tell its version', () => {
    expect(
      given(keyCreated())
        .apply([refused(2)])
        .owner()?.parked,
    ).toEqual({ reason: 'unknown here: KeyLent in schema version 1', seenVersion: 2 });
    expect(
      given(keyCreated())
        .apply([refused(null)])
        .owner()?.parked,
    ).toMatchObject({ seenVersion: 2 });
  });

  it('by a gap in front of an event that would be passed over', () => {
    expect(
      given(keyCreated())
        .apply([ignored(3)])
        .owner()?.parked,
    ).toMatchObject({ seenVersion: 3 });
  });

  it.each<[string, KeyringEvent]>([
    ['KeyRotated', keyRotated({ retires: 'lost' })],
    ['GraceEnded', graceEnded('c1', 'lost')],
    ['KeyRevoked', keyRevoked('lost')],
  ])('by a %s about what was never seen', (_, event) => {
    expect(
      given(keyCreated())
        .apply([readable(2, event)])
        .owner(),
    ).toMatchObject({ version: 1, parked: { seenVersion: 2, reason: expect.stringContaining('lost') } });
  });

  it('with the first reason and the highest version seen', () => {
    const model = given(keyCreated()).apply([readable(3, deactivated), readable(4, reactivated)]);
    expect(model.owner()?.parked).toEqual({ reason: 'version 3 came after 1', seenVersion: 4 });
  });

  it('until every version up to the highest seen is applied, in order', () => {
    const model = given(keyCreated()).apply([readable(3, deactivated), readable(4, roleChanged('viewer'))]);
    expect(model.apply([readable(2, roleChanged('analyst'))]).owner()).toMatchObject({
      version: 2,
      role: 'analyst',
      parked: { seenVersion: 4 },
    });
    expect(model.apply([readable(3, deactivated)]).owner()).toMatchObject({
      version: 3,
      active: false,
      parked: { seenVersion: 4 },
    });
    expect(model.apply([readable(4, roleChanged('viewer'))]).owner()).toEqual({
      ...newOwner(ANN),
      version: 4,
      role: 'viewer',
      active: false,
    });
  });

  it('alone: all others flow', () => {
    const model = new ReadModel().apply([
      readable(2, deactivated),
      readable(1, roleChanged('viewer'), { ownerId: 'acme/bob' }),
    ]);
    expect(model.owner('acme/bob')).toMatchObject({ version: 1, role: 'viewer', parked: null });
  });

  it('not again by an unreadable record that was made good since', () => {
    const model = given(keyCreated()).apply([refused(2), readable(2, roleChanged('viewer'))]);
    expect(model.apply([refused(2)]).owner()).toMatchObject({ version: 2, parked: null });
  });
});
