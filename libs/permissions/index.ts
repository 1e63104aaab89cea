export {
  type PermissionCatalogue,
  defaultPermissionCatalogue,
  effectivePermissions,
  explainDenial,
  userPermissions,
  rolePermissions,
} from './permission-catalogue.js';
export { type RouteTable, defaultRouteTable, matchRoute } from './route-table.js';
export { canonicalPath } from './canonical-path.js';
