import { describe, expect, it } from '@jest/globals';
import { canonicalPath, defaultPermissionCatalogue, defaultRouteTable, effectivePermissions, matchRoute, userPermissions } from '#permissions';
import routes from '../../../libs/permissions/routes.json' with { type: 'json' };
import { GOLDEN_CELLS, type GoldenCell } from './permissions-table.js';

const catalogue = defaultPermissionCatalogue();
const table = defaultRouteTable(catalogue);

const matchOf = ({ method, path }: Pick<GoldenCell, 'method' | 'path'>) => matchRoute(table, method, canonicalPath(path) ?? '');
const sentence = ({ method, path, role, credential }: GoldenCell, allowed: boolean) => `${role} ${credential} ${method} ${path}: ${allowed ? 'Y' : '-'}`;

function judged(cell: GoldenCell): string {
  const permission = matchOf(cell)?.permission;
  const has = cell.credential === 'user-token' ? userPermissions(catalogue, cell.role) : effectivePermissions(catalogue, cell.role, cell.credential);
  return sentence(cell, permission !== undefined && has.has(permission));
}

describe('the golden permission table', () => {
  it('is what catalogue and route table say, in every cell', () => {
    expect(GOLDEN_CELLS.map(judged)).toEqual(GOLDEN_CELLS.map((cell) => sentence(cell, cell.allowed)));
  });

  it('covers every row of the route table with every method', () => {
    const covered = new Set(GOLDEN_CELLS.map((cell) => `${cell.method} ${matchOf(cell)?.template ?? ''}`));
    const rows = routes.flatMap(({ methods, paths }) =>
      (Array.isArray(methods) ? methods : ['GET', 'POST', 'PUT', 'PATCH', 'DELETE']).flatMap((method) => paths.map((path) => `${method} ${path}`)));
    expect(rows.filter((row) => !covered.has(row))).toEqual([]);
  });
});
