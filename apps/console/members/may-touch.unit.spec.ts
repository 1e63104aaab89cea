import { describe, expect, it } from '@jest/globals';
import { type Me } from '../api/types';
import { managesMembers, whyUntouchable } from './may-touch';
import { memberPath, userIdIn } from './member-path';

function meNamed(ownerId: string): Me {
  return {
    ownerId,
    orgId: 'acme',
    name: null,
    email: null,
    role: 'administrator',
    rolePermissions: [],
    baseline: [],
    scopes: { 'read-only': [], 'read-write': [] },
  };
}

describe('whom a person may change', () => {
  const me = meNamed('acme/ann');

  it('is any other member', () => {
    expect(whyUntouchable({ userId: 'bo', role: 'administrator' }, me)).toBeNull();
  });

  it.each([
    ['themselves', 'ann', 'administrator', 'self'],
    ['an owner', 'bo', 'owner', 'owner'],
    ['somebody whose role nobody has told', 'bo', null, 'unknown'],
  ] as const)('is not %s', (_, userId, role, why) => {
    expect(whyUntouchable({ userId, role }, me)).toBe(why);
  });

  it('is not themselves, whatever is in their id', () => {
    expect(whyUntouchable({ userId: 'a/b%2F', role: 'viewer' }, meNamed('acme/a%2Fb%252F'))).toBe('self');
  });

  it('is nobody for whom is neither administrator nor owner', () => {
    expect(
      (['viewer', 'member', 'analyst', 'administrator', 'owner'] as const).filter((role) => managesMembers({ role })),
    ).toEqual(['administrator', 'owner']);
  });
});

describe('the address of a member', () => {
  it.each(['ann', 'a/b', 'a%2Fb', 'auth0|x?y#z', '100%'])('leads back to %s', (userId) => {
    expect(userIdIn(memberPath(userId))).toBe(userId);
  });

  it('may be broken', () => {
    expect(userIdIn('/members/100%')).toBe('100%');
  });
});
