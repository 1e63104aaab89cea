import { describe, expect, it } from '@jest/globals';
import { effectiveRole } from './role.js';
import { createKey, self } from './testing/commands.js';
import { keyCreated, ownerRoleChanged } from './testing/events.js';
import { given } from './testing/given.js';

describe('with ROLE_SOURCE=members, a token', () => {
  it('seeds an owner whose stream knows no role', () => {
    given().when(createKey({ requester: self('member', 10) })).then(ownerRoleChanged('member', 10), keyCreated());
  });

  it('changes nothing about a known role, however new it is', () => {
    given(ownerRoleChanged('viewer')).when(createKey({ requester: self('administrator', 99) })).then(keyCreated());
  });

  it('uses nothing that was taken away', () => {
    const { keyring: { owner } } = given(ownerRoleChanged('viewer'));
    expect(effectiveRole(owner, { role: 'administrator', issuedAt: 99 }, 'members')).toBe('viewer');
  });

  it('counts as long as nothing else is known', () => {
    const { keyring: { owner } } = given(keyCreated());
    expect(effectiveRole(owner, { role: 'administrator', issuedAt: 1 }, 'members')).toBe('administrator');
  });
});

describe('with ROLE_SOURCE=token', () => {
  const analystSince10 = given(ownerRoleChanged('analyst', 10)).under({ roleSource: 'token' });

  it('the newer token wins', () => {
    analystSince10.when(createKey({ requester: self('viewer', 11) })).then(ownerRoleChanged('viewer', 11), keyCreated());
  });

  it('an older or equally old token changes nothing', () => {
    analystSince10.when(createKey({ requester: self('owner', 9) })).then(keyCreated());
    analystSince10.when(createKey({ requester: self('owner', 10) })).then(keyCreated());
  });

  it('a newer token with the same role is remembered, so that one from between cannot win later', () => {
    analystSince10.when(createKey({ requester: self('analyst', 20) })).then(ownerRoleChanged('analyst', 20), keyCreated());
  });

  it('a role that a member manager once set yields to any token', () => {
    given(ownerRoleChanged('analyst', null)).under({ roleSource: 'token' })
      .when(createKey({ requester: self('viewer', 1) })).then(ownerRoleChanged('viewer', 1), keyCreated());
  });

  it('the newer of both counts for the caller’s rights', () => {
    const { keyring: { owner } } = analystSince10;
    expect(effectiveRole(owner, { role: 'administrator', issuedAt: 9 }, 'token')).toBe('analyst');
    expect(effectiveRole(owner, { role: 'administrator', issuedAt: 11 }, 'token')).toBe('administrator');
  });
});
