export {
  type PermissionCatalogue,
  defaultPermissionCatalogue,
  effectivePermissions,
  explainDenial,
  parsePermissionCatalogue,
  userPermissions,
  rolePermissions,
} from './permission-catalogue.js';
export { type RouteTable, defaultRouteTable, matchRoute, parseRouteTable } from './route-table.js';
export { canonicalPath } from './canonical-path.js';
