export {
  type PermissionCatalogue,
  PERMISSION_CATALOGUE,
  defaultPermissionCatalogue,
  effectivePermissions,
  explainDenial,
  userPermissions,
  rolePermissions,
} from './permission-catalogue.js';
export { type RouteTable, ROUTE_TABLE, defaultRouteTable, matchRoute } from './route-table.js';
export { canonicalPath } from './canonical-path.js';
