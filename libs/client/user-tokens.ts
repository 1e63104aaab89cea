import {
  defaultPermissionCatalogue,
  defaultRouteTable,
  parsePermissionCatalogue,
  parseRouteTable,
  type PermissionCatalogue,
  type RouteTable,
} from '#permissions';

/**
 * What people may do, and what each route needs, as Keyward's PERMISSIONS_FILE and ROUTES_FILE say it; their content as
 * it was parsed from JSON. Default: what Keyward ships. @throws an error that names everything that is wrong with them.
 */
export function catalogueOf({
  permissions,
  routes,
}: { readonly permissions?: unknown; readonly routes?: unknown } = {}): {
  readonly catalogue: PermissionCatalogue;
  readonly routes: RouteTable;
} {
  const catalogue = permissions === undefined ? defaultPermissionCatalogue() : parsePermissionCatalogue(permissions);
  return {
    catalogue,
    routes: routes === undefined ? defaultRouteTable(catalogue) : parseRouteTable(routes, catalogue),
  };
}
