import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { canonicalPath } from './canonical-path.js';
import { defaultPermissionCatalogue } from './permission-catalogue.js';
import { defaultRouteTable, matchRoute, parseRouteTable } from './route-table.js';

const catalogue = defaultPermissionCatalogue();
const shipped = defaultRouteTable(catalogue);

const permissionFor = (method: string, raw: string): string | null => {
  const path = canonicalPath(raw);
  return path === null ? null : (matchRoute(shipped, method, path)?.permission ?? null);
};

describe('the shipped route table', () => {
  it.each([
    ['GET', '/api/data-sources/', 'data-sources.view'],
    ['HEAD', '/api/data-sources/ds-1', 'data-sources.view'],
    ['POST', '/api/data-sources/ds-1/sync/', 'data-sources.sync'],
    ['PATCH', '/api/dashboards/a.b_c~d-e', 'dashboards.edit'],
    ['GET', '/api/reports/r1/download', 'reports.export'],
    ['GET', '/api/analytics', 'analytics.view'],
    ['GET', '/api/analytics/query', 'analytics.view'],
    ['POST', '/api/analytics/query', 'analytics.run'],
    ['GET', '/api/goals', 'goals.view'],
    ['GET', '/api/goals/2026/q1/a%20b', 'goals.view'],
    ['DELETE', '/api/milestones/m1', 'milestones.manage'],
    ['GET', '/api/users/me', 'account.view'],
    ['PUT', '/api/users/me', 'users.edit'],
    ['PUT', '/api/users/me/settings', 'account.edit'],
    ['GET', '/api/users', 'users.view'],
    ['GET', '/api/users/me2', 'users.view'],
    ['POST', '/api/users/invitations', 'users.invite'],
    ['GET', '/api/billing/usage', 'usage.view'],
    ['PUT', '/api/billing/usage', 'billing.manage'],
    ['TRACE', '/api/api-keys', 'api-keys.manage-all'],
    ['HEAD', '/api/audit/log/1', 'audit.view'],
  ])('%s %s needs %s', (method, raw, permission) => {
    expect(permissionFor(method, raw)).toBe(permission);
  });

  it.each([
    ['an unknown path', 'GET', '/api/secrets'],
    ['the root', 'GET', '/'],
    ['a path above all rows', 'GET', '/api'],
    ['a path below a row without **', 'GET', '/api/reports/r1/pages'],
    ['an unmapped method', 'DELETE', '/api/reports'],
    ['a lower-case method', 'get', '/api/reports'],
    ['another case of the path', 'GET', '/API/reports'],
    ['an id with other characters', 'GET', '/api/reports/a%20b'],
    ['billing beyond the usage data', 'GET', '/api/billing/invoices'],
    ['OPTIONS', 'OPTIONS', '/api/reports'],
    ['OPTIONS where any method is mapped', 'OPTIONS', '/api/api-keys'],
    ['OPTIONS in disguise', 'Options', '/api/api-keys'],
    ['OPTIONS spelled with a letter that becomes one of its own', 'opt\u0131on\u017f', '/api/api-keys'],
    ['a name from Object.prototype', 'GET', '/api/constructor'],
    ['a method from Object.prototype', 'constructor', '/api/reports'],
  ])('does not map %s', (_, method, raw) => {
    expect(permissionFor(method, raw)).toBeNull();
  });

  it('returns the row’s own writing of the path', () => {
    expect(matchRoute(shipped, 'GET', '/api/reports/r1/download')?.template).toBe('/api/reports/{id}/download');
    expect(matchRoute(shipped, 'GET', '/api/goals')?.template).toBe('/api/goals/**');
  });
});

describe('matchRoute', () => {
  const row = (methods: unknown, path: string, permission: string) => ({ methods, paths: [path], permission });
  const table = parseRouteTable(
    [
      row('any', '/a/**', 'goals.view'),
      row(['GET'], '/a/{id}', 'reports.view'),
      row(['GET'], '/a/b', 'users.view'),
      row(['GET'], '/a/b/c/d', 'audit.view'),
      row(['GET'], '/a/{id}/c/{id}', 'reports.edit'),
      row('any', '/a/b', 'users.edit'),
      row(['GET'], '/z/{id}/c', 'reports.create'),
      row(['GET'], '/z/b/{id}', 'reports.delete'),
    ],
    catalogue,
  );
  const permissionAt = (method: string, path: string) => matchRoute(table, method, path)?.permission;

  it('prefers a literal to {id} and {id} to **', () => {
    expect(permissionAt('GET', '/a/b')).toBe('users.view');
    expect(permissionAt('GET', '/a/x')).toBe('reports.view');
    expect(permissionAt('GET', '/a/x/y')).toBe('goals.view');
    expect(permissionAt('GET', '/a')).toBe('goals.view');
  });

  it('decides from the left', () => {
    expect(permissionAt('GET', '/z/b/c')).toBe('reports.delete');
  });

  it('takes the next best row where the more specific one leads nowhere', () => {
    expect(permissionAt('GET', '/a/b/c/x')).toBe('reports.edit');
    expect(permissionAt('GET', '/a/b/c')).toBe('goals.view');
    expect(permissionAt('GET', '/a/b/c/d/e')).toBe('goals.view');
  });

  it('prefers a row that names the method to one for any', () => {
    expect(permissionAt('HEAD', '/a/b')).toBe('users.view');
    expect(permissionAt('DELETE', '/a/b')).toBe('users.edit');
  });

  it('never throws', () => {
    fc.assert(
      fc.property(fc.string(), fc.string({ unit: 'binary' }), (method, path) => {
        matchRoute(shipped, method, path);
      }),
    );
  });
});

describe('a routes file', () => {
  const row = { methods: ['GET'], paths: ['/a'], permission: 'goals.view' };
  it.each([
    ['is not a list', {}, /expected array/],
    [
      'names a permission that does not exist',
      [row, { ...row, paths: ['/b'], permission: 'goals.veiw' }],
      /1\.permission: the catalogue has no goals\.veiw/,
    ],
    ['says the same twice', [row, row], /1: GET \/a is in an earlier row/],
    ['maps OPTIONS', [{ ...row, methods: ['OPTIONS'] }], /0\.methods\.0: .*OPTIONS cannot be mapped/],
    ['maps HEAD apart from GET', [{ ...row, methods: ['HEAD'] }], /0\.methods\.0: .*HEAD counts as GET/],
    ['has ** in the middle', [{ ...row, paths: ['/a/**/b'] }], /0\.paths\.0: a path is made of/],
    ['has a trailing slash', [{ ...row, paths: ['/a/'] }], /no slash behind it/],
    ['has a dot segment', [{ ...row, paths: ['/a/../b'] }], /a path is made of/],
    ['has an unknown placeholder', [{ ...row, paths: ['/a/{name}'] }], /a path is made of/],
    ['has no path', [{ ...row, paths: [] }], /0\.paths/],
    ['has an unknown field', [{ ...row, path: '/a' }], /0: .*path/],
  ])('that %s is refused by name', (_, json, message) => {
    expect(() => parseRouteTable(json, catalogue)).toThrow(message);
  });
});
