import { describe, expect, it } from '@jest/globals';
import { type KeyringCommand } from './commands.js';
import { mayManageMembers } from './role.js';
import {
  changeRole,
  clearReminder,
  createKey,
  deactivateOwner,
  endGrace,
  MANAGER,
  reactivateOwner,
  revokeAllKeys,
  revokeKey,
  revokeMemberKeys,
  rotateKey,
  self,
  SERVICE,
  setReminder,
} from './testing/commands.js';
import {
  allKeysRevoked,
  keyCreated,
  ownerDeactivated,
  ownerReactivated,
  ownerRoleChanged,
  roleTold,
} from './testing/events.js';
import { given, type History } from './testing/given.js';

const membersGiven = (...history: History) => given(...history).under({ roleSource: 'members' });

describe('the role of a member, set by a person', () => {
  it('changes, for a deactivated member too', () => {
    membersGiven(ownerRoleChanged('analyst')).when(changeRole('viewer')).then(roleTold('viewer'));
    membersGiven(ownerRoleChanged('analyst'), ownerDeactivated()).when(changeRole('viewer')).then(roleTold('viewer'));
    membersGiven(roleTold('analyst', 'service'))
      .when(changeRole('viewer'))
      .then(roleTold('viewer', 'manager', '2026-01-01T00:00:00.001Z'));
  });

  it('stays without an event when it is the same', () => {
    membersGiven(ownerRoleChanged('analyst', 5)).when(changeRole('analyst')).thenNothing();
  });

  it('never becomes owner', () => {
    membersGiven(ownerRoleChanged('administrator')).when(changeRole('owner')).thenRefused('forbidden');
  });

  it('is not changed where tokens tell it, and the refusal says who can', () => {
    given(ownerRoleChanged('analyst', 5))
      .when(changeRole('viewer'))
      .thenRefused('role-from-token', 'identity provider, or have the host product set it with its service token');
  });
});

const ON_OTHERS = (requester: Parameters<typeof deactivateOwner>[0]): readonly KeyringCommand[] => [
  changeRole('viewer', requester),
  deactivateOwner(requester),
  reactivateOwner(requester),
  revokeMemberKeys(requester),
];

describe('a person', () => {
  it.each(ON_OTHERS(MANAGER))('never does $type to an owner of the organisation', (command) => {
    for (const source of ['members', 'token'] as const)
      given(ownerRoleChanged('owner'), keyCreated())
        .under({ roleSource: source })
        .when(command)
        .thenRefused('forbidden', 'owner');
  });

  it.each(ON_OTHERS(MANAGER))(
    'never does $type to somebody without a known role: it may be an owner, or a mistyped name',
    (command) => {
      membersGiven().when(command).thenRefused('member-unknown');
      membersGiven(ownerDeactivated()).when(command).thenRefused('member-unknown');
    },
  );

  it.each(ON_OTHERS(self('administrator')))('never does $type to themselves', (command) => {
    membersGiven(ownerRoleChanged('administrator'), keyCreated()).when(command).thenRefused('forbidden', 'their own');
  });

  it('acts on a member whose role a service has set', () => {
    given(roleTold('analyst', 'service')).when(deactivateOwner()).then(ownerDeactivated());
  });

  it('who is an owner revokes all keys of their own', () => {
    given(ownerRoleChanged('owner', 1), keyCreated())
      .when(revokeAllKeys({ requester: self('owner') }))
      .then(allKeysRevoked());
  });
});

describe('a service', () => {
  const owner = given(ownerRoleChanged('owner', 1), keyCreated());

  it('does to an owner what it does to anybody', () => {
    owner.when(changeRole('viewer', SERVICE)).then(roleTold('viewer', 'service'));
    owner.when(deactivateOwner(SERVICE)).then(ownerDeactivated());
    owner.when(revokeMemberKeys(SERVICE)).then(allKeysRevoked());
    given(ownerRoleChanged('owner', 1), ownerDeactivated()).when(reactivateOwner(SERVICE)).then(ownerReactivated());
  });

  it.each(['members', 'token'] as const)(
    'assigns any role with ROLE_SOURCE=%s, owner too, also before a first visit',
    (roleSource) => {
      given().under({ roleSource }).when(changeRole('owner', SERVICE)).then(roleTold('owner', 'service'));
      given(ownerRoleChanged('viewer'))
        .under({ roleSource })
        .when(changeRole('owner', SERVICE))
        .then(roleTold('owner', 'service'));
    },
  );

  it('deactivates somebody whom nobody has seen, and finds no keys of theirs to revoke', () => {
    given().when(deactivateOwner(SERVICE)).then(ownerDeactivated());
    given().when(revokeMemberKeys(SERVICE)).thenNothing();
  });
});

describe('a deactivated owner', () => {
  const deactivated = given(ownerRoleChanged('analyst', 1), keyCreated(), ownerDeactivated());

  it.each([createKey(), rotateKey(), endGrace(), revokeKey(), revokeAllKeys(), setReminder(30), clearReminder()])(
    'cannot do $type',
    (command) => {
      deactivated.when(command).thenRefused('owner-inactive');
    },
  );

  it('stays so until somebody else reactivates them', () => {
    deactivated.when(deactivateOwner()).thenNothing();
    deactivated.when(reactivateOwner(self())).thenRefused('owner-inactive');
    deactivated.when(reactivateOwner()).then(ownerReactivated());
  });

  it('has the keys, not revoked, when reactivated with restore', () => {
    const { keyring } = given(keyCreated(), ownerDeactivated(), ownerReactivated());
    expect(keyring).toMatchObject({ owner: { active: true }, keys: [{ state: 'issued' }] });
  });

  it('has them revoked first when reactivated with revoke', () => {
    deactivated.when(reactivateOwner(MANAGER, 'revoke')).then(allKeysRevoked(), ownerReactivated());
    given(ownerRoleChanged('analyst', 1), ownerDeactivated())
      .when(reactivateOwner(MANAGER, 'revoke'))
      .then(ownerReactivated());
  });

  it('can have the keys revoked', () => {
    deactivated.when(revokeMemberKeys()).then(allKeysRevoked());
  });
});

it.each(['restore', 'revoke'] as const)('reactivating an active member changes nothing, with %s', (keys) => {
  given(ownerRoleChanged('analyst'), keyCreated()).when(reactivateOwner(MANAGER, keys)).thenNothing();
});

it('administrators and owners manage members, nobody else', () => {
  expect((['viewer', 'member', 'analyst', 'administrator', 'owner'] as const).filter(mayManageMembers)).toEqual([
    'administrator',
    'owner',
  ]);
});
