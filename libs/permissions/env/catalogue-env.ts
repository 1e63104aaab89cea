import { IsOptional, IsString } from 'class-validator';
import { readFileSync } from 'node:fs';
import {
  defaultPermissionCatalogue,
  parsePermissionCatalogue,
  type PermissionCatalogue,
} from '../permission-catalogue.js';
import { PermissionDataError } from '../permission-data-error.js';
import { defaultRouteTable, parseRouteTable, type RouteTable } from '../route-table.js';
import { StartRefused, Variable } from '#env';

/** An operator's own permissions and routes, in place of the built-in ones. */
export class CatalogueEnv {
  @Variable({ example: './permissions.json' })
  @IsOptional()
  @IsString()
  readonly PERMISSIONS_FILE?: string;

  @Variable({ example: './routes.json' })
  @IsOptional()
  @IsString()
  readonly ROUTES_FILE?: string;
}

/** @throws StartRefused that names the file's variable and everything that is wrong with the file. */
export function loadCatalogue({ PERMISSIONS_FILE, ROUTES_FILE }: CatalogueEnv): {
  readonly catalogue: PermissionCatalogue;
  readonly routes: RouteTable;
} {
  const catalogue =
    PERMISSIONS_FILE === undefined
      ? defaultPermissionCatalogue()
      : read('PERMISSIONS_FILE', PERMISSIONS_FILE, parsePermissionCatalogue);
  const routes =
    ROUTES_FILE === undefined
      ? refusing('PERMISSIONS_FILE', PERMISSIONS_FILE ?? '', () => defaultRouteTable(catalogue))
      : read('ROUTES_FILE', ROUTES_FILE, (json) => parseRouteTable(json, catalogue));
  return { catalogue, routes };
}

function read<T>(variable: string, file: string, parse: (json: unknown) => T): T {
  return refusing(variable, file, () => parse(JSON.parse(readFileSync(file, 'utf8'))));
}

function refusing<T>(variable: string, file: string, work: () => T): T {
  try {
    return work();
  } catch (error) {
    throw new StartRefused(`${variable}: ${file} cannot be used: ${reasonOf(error)}`, { cause: error });
  }
}

function reasonOf(error: unknown): string {
  if (error instanceof PermissionDataError) return error.message;
  if (error instanceof SyntaxError) return 'it is not JSON.';
  return error instanceof Error && 'code' in error ? `it cannot be read (${String(error.code)}).` : String(error);
}
