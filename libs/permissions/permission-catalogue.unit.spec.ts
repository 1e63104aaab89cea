import { describe, expect, it } from '@jest/globals';
import { ROLES, SCOPES } from '#contracts';
import {
  defaultPermissionCatalogue,
  effectivePermissions,
  explainDenial,
  parsePermissionCatalogue,
  rolePermissions,
  userPermissions,
} from './permission-catalogue.js';
import shipped from './permissions.json' with { type: 'json' };

const catalogue = defaultPermissionCatalogue();

describe('the shipped catalogue', () => {
  it.each([
    ['owner', 35],
    ['administrator', 29],
    ['analyst', 14],
    ['member', 8],
    ['viewer', 6],
  ] as const)('gives %s %i permissions', (role, count) => {
    expect(rolePermissions(catalogue, role)).toHaveLength(count);
  });

  it('gives every role what the role below it has', () => {
    for (const [at, role] of ROLES.entries()) {
      expect(rolePermissions(catalogue, role)).toEqual(
        expect.arrayContaining([...rolePermissions(catalogue, ROLES[Math.max(at - 1, 0)] ?? role)]),
      );
    }
  });

  it('does not count the baseline as role permissions', () => {
    expect(catalogue.baseline).toEqual(['account.view', 'usage.view', 'account.edit']);
    expect(rolePermissions(catalogue, 'owner').filter((name) => catalogue.baseline.includes(name))).toEqual([]);
  });

  it('lets a read-only key of a viewer do exactly this', () => {
    expect([...effectivePermissions(catalogue, 'viewer', 'read-only')].sort()).toEqual([
      'account.view',
      'analytics.view',
      'dashboards.view',
      'data-sources.view',
      'goals.view',
      'reports.export',
      'reports.view',
      'usage.view',
    ]);
  });

  it('adds the views of users and of the audit log for a read-only key of an owner, and nothing else', () => {
    expect([...effectivePermissions(catalogue, 'owner', 'read-only')].sort()).toEqual([
      'account.view',
      'analytics.view',
      'audit.view',
      'audit.view-all',
      'dashboards.view',
      'data-sources.view',
      'goals.view',
      'reports.export',
      'reports.view',
      'usage.view',
      'users.view',
    ]);
  });

  it('lets a read-write key do all its owner may, except the fixed denials', () => {
    expect(effectivePermissions(catalogue, 'analyst', 'read-write').size).toBe(14 + 3);
    expect(effectivePermissions(catalogue, 'administrator', 'read-write').size).toBe(29 + 3 - 1);
    expect(effectivePermissions(catalogue, 'owner', 'read-write').size).toBe(35 + 3 - 6);
  });

  it('never lets a key do more than its owner may, nor a fixed denial', () => {
    for (const role of ROLES) {
      for (const scope of SCOPES) {
        const effective = [...effectivePermissions(catalogue, role, scope)];
        expect(
          effective.filter((name) => !userPermissions(catalogue, role).has(name) || catalogue.fixedDenials.has(name)),
        ).toEqual([]);
      }
    }
  });
});

describe('a denial', () => {
  it('is the role’s when the owner could not either', () => {
    expect(explainDenial(catalogue, 'member', 'read-only', 'dashboards.create')).toBe('role');
    expect(explainDenial(catalogue, 'owner', 'read-write', 'no.such-permission')).toBe('role');
  });

  it('is the scope’s when only the key cannot, a fixed denial included', () => {
    expect(explainDenial(catalogue, 'analyst', 'read-only', 'dashboards.create')).toBe('scope');
    expect(explainDenial(catalogue, 'owner', 'read-write', 'billing.manage')).toBe('scope');
    expect(explainDenial(catalogue, 'administrator', 'read-write', 'billing.manage')).toBe('role');
  });

  it('does not exist for what the key may do', () => {
    expect(explainDenial(catalogue, 'analyst', 'read-write', 'dashboards.create')).toBeNull();
  });
});

describe('a permissions file', () => {
  const { viewer, member } = shipped.roles;
  it.each([
    ['is not an object', [], /expected object/],
    ['has an unknown field', { ...shipped, extra: 1 }, /extra/],
    ['lacks a role', { ...shipped, roles: { viewer } }, /roles\.owner/],
    ['has an unknown role', { ...shipped, roles: { ...shipped.roles, guest: viewer } }, /guest/],
    [
      'has roles in a circle',
      { ...shipped, roles: { ...shipped.roles, viewer: { ...viewer, extends: 'member' } } },
      /role viewer extends itself/,
    ],
    [
      'gives a permission twice along the line',
      { ...shipped, roles: { ...shipped.roles, member: { ...member, permissions: ['goals.view'] } } },
      /role member has goals\.view twice/,
    ],
    [
      'repeats a role’s permission in the baseline',
      { ...shipped, baseline: ['goals.view'] },
      /goals\.view is in the baseline and in a role/,
    ],
    [
      'denies what does not exist',
      { ...shipped, fixedDenials: ['billing.mange'] },
      /fixedDenials names billing\.mange/,
    ],
    [
      'has a scope pattern that matches nothing',
      { ...shipped, scopes: { ...shipped.scopes, 'read-only': ['*.veiw'] } },
      /scope read-only names \*\.veiw/,
    ],
    [
      'has a pattern with two stars',
      { ...shipped, scopes: { ...shipped.scopes, 'read-only': ['*.view.*'] } },
      /one \* at most/,
    ],
    ['lacks a scope', { ...shipped, scopes: { 'read-write': ['*'] } }, /scopes\.read-only/],
    [
      'has a name that is none',
      { ...shipped, baseline: ['Account View'] },
      /baseline\.0: a permission is written like/,
    ],
  ])('that %s is refused by name', (_, json, message) => {
    expect(() => parsePermissionCatalogue(json)).toThrow(message);
  });

  it('is refused with all its faults at once', () => {
    expect(() => parsePermissionCatalogue({ ...shipped, baseline: ['x.y', 'x.y'], fixedDenials: ['a.b'] })).toThrow(
      /x\.y twice.*a\.b/,
    );
  });
});
