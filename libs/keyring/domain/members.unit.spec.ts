import { describe, expect, it } from '@jest/globals';
import { mayManageMembers } from './role.js';
import {
  changeRole, clearReminder, createKey, deactivateOwner, endGrace, reactivateOwner, revokeAllKeys, revokeAllKeysOfMember, revokeKey, rotateKey, self, setReminder,
} from './testing/commands.js';
import { allKeysRevoked, keyCreated, ownerDeactivated, ownerReactivated, ownerRoleChanged } from './testing/events.js';
import { given } from './testing/given.js';

describe('the role of a member', () => {
  it('can be known before the first key', () => {
    given().when(changeRole('analyst')).then(ownerRoleChanged('analyst'));
  });

  it('is changed by a member manager, for a deactivated member too', () => {
    given(ownerRoleChanged('analyst')).when(changeRole('viewer')).then(ownerRoleChanged('viewer'));
    given(ownerRoleChanged('analyst'), ownerDeactivated()).when(changeRole('viewer')).then(ownerRoleChanged('viewer'));
  });

  it('stays without an event when it is the same', () => {
    given(ownerRoleChanged('analyst', 5)).when(changeRole('analyst')).thenNothing();
  });

  it('is changed by nobody for himself', () => {
    given(ownerRoleChanged('administrator')).when(changeRole('viewer', self('administrator'))).thenRefused('forbidden', 'his own role');
  });

  it('never becomes owner here', () => {
    given(ownerRoleChanged('administrator')).when(changeRole('owner')).thenRefused('forbidden');
  });

  it('is not changed where tokens are the authority', () => {
    given(ownerRoleChanged('analyst', 5)).under({ roleSource: 'token' }).when(changeRole('viewer')).thenRefused('role-from-token');
  });
});

describe('an owner of the organisation', () => {
  it.each([changeRole('viewer'), deactivateOwner(), reactivateOwner(), revokeAllKeysOfMember()])('is not touched by $type', (command) => {
    given(ownerRoleChanged('owner'), keyCreated()).when(command).thenRefused('forbidden', 'owner');
  });

  it('revokes all keys of his own', () => {
    given(ownerRoleChanged('owner', 1), keyCreated()).when(revokeAllKeys({ requester: self('owner') })).then(allKeysRevoked());
  });

  it('whom his stream does not know yet is told by his token', () => {
    given().when(deactivateOwner(self('owner'))).thenRefused('forbidden', 'owner');
  });
});

describe('a deactivated owner', () => {
  const deactivated = given(ownerRoleChanged('analyst', 1), keyCreated(), ownerDeactivated());

  it.each([createKey(), rotateKey(), endGrace(), revokeKey(), revokeAllKeys(), setReminder(30), clearReminder()])('cannot do $type', (command) => {
    deactivated.when(command).thenRefused('owner-inactive');
  });

  it('stays so until somebody reactivates him, and cannot do it himself', () => {
    deactivated.when(deactivateOwner()).thenNothing();
    deactivated.when(reactivateOwner(self())).thenRefused('owner-inactive');
    deactivated.when(reactivateOwner()).then(ownerReactivated());
  });

  it('has his keys, not revoked, when he is reactivated', () => {
    const { keyring } = given(keyCreated(), ownerDeactivated(), ownerReactivated());
    expect(keyring).toMatchObject({ owner: { active: true }, keys: [{ state: 'issued' }] });
  });

  it('can have his keys revoked by a member manager', () => {
    deactivated.when(revokeAllKeysOfMember()).then(allKeysRevoked());
  });
});

it('reactivating an active member changes nothing', () => {
  given().when(reactivateOwner()).thenNothing();
});

it('acting on a member says nothing about the role in the manager’s token', () => {
  given(keyCreated()).when(revokeAllKeysOfMember()).then(allKeysRevoked());
});

it('administrators and owners manage members, nobody else', () => {
  expect((['viewer', 'member', 'analyst', 'administrator', 'owner'] as const).filter(mayManageMembers)).toEqual(['administrator', 'owner']);
});
