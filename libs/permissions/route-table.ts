import { z } from 'zod';
import { describeIssues } from '#contracts';
import { type PermissionCatalogue } from './permission-catalogue.js';
import { PermissionDataError } from './permission-data-error.js';
import shippedRoutes from './routes.json' with { type: 'json' };

/** What a row of the route table says about a request. */
export interface RouteMatch {
  readonly permission: string;
  /** The path as the row writes it, such as `/api/reports/{id}/download`. */
  readonly template: string;
}

/** The rows as a tree of path segments. */
export interface RouteTable {
  readonly root: RouteNode;
}

interface RouteNode {
  readonly literals: Map<string, RouteNode>;
  /** What follows a `{id}`. */
  id: RouteNode | null;
  /** Rows that end here. */
  readonly here: Map<string, RouteMatch>;
  /** Rows whose `**` stands here. */
  readonly anyBelow: Map<string, RouteMatch>;
}

const ANY = 'any';

const METHODS_HINT = 'give "any" or a list of upper-case methods; HEAD counts as GET, and OPTIONS cannot be mapped';

const routesFile = z.array(
  z.strictObject({
    methods: z.union(
      [z.literal(ANY), z.array(z.string().regex(/^(?!HEAD$|OPTIONS$)[A-Z]+$/, METHODS_HINT)).min(1)],
      METHODS_HINT,
    ),
    paths: z
      .array(
        z
          .string()
          .regex(
            /^(?!.*\/\.{1,2}(\/|$))(\/([A-Za-z0-9._~-]+|\{id\}))*(\/\*\*)?$/,
            'a path is made of /segment and /{id}, with /** only at its end and no slash behind it',
          )
          .min(1),
      )
      .min(1),
    permission: z.string(),
  }),
);

/**
 * Validates the content of a routes file against `catalogue`.
 * @throws PermissionDataError naming every fault by its row, counted from 0: a permission that the catalogue lacks, a
 * path or method that cannot be matched, the same method and path in two rows.
 */
export function parseRouteTable(json: unknown, catalogue: PermissionCatalogue): RouteTable {
  const parsed = routesFile.safeParse(json);
  if (!parsed.success) {
    throw new PermissionDataError('route table', describeIssues(parsed.error));
  }
  const root = newNode();
  const faults: string[] = [];
  for (const [index, row] of parsed.data.entries()) {
    if (!catalogue.permissions.has(row.permission))
      faults.push(`${String(index)}.permission: the catalogue has no ${row.permission}`);
    for (const template of row.paths) {
      const rows = rowsAt(root, template);
      for (const method of row.methods === ANY ? [ANY] : row.methods) {
        if (rows.has(method)) faults.push(`${String(index)}: ${method} ${template} is in an earlier row`);
        rows.set(method, { permission: row.permission, template });
      }
    }
  }
  if (faults.length > 0) throw new PermissionDataError('route table', faults);
  return { root };
}

/** The route table that ships with the product. */
export function defaultRouteTable(catalogue: PermissionCatalogue): RouteTable {
  return parseRouteTable(shippedRoutes, catalogue);
}

/**
 * The most specific row for a request: segment by segment from the left, a literal goes before `{id}` and `{id}` before
 * `**`; at the same path a row that names the method goes before one for any. Null when no row matches: refuse it.
 * HEAD counts as GET; OPTIONS never matches. Paths and methods are case sensitive.
 * @param path what `canonicalPath` returned.
 */
export function matchRoute(table: RouteTable, method: string, path: string): RouteMatch | null {
  if (method.toUpperCase() === 'OPTIONS') return null;
  return find(table.root, method === 'HEAD' ? 'GET' : method, path, path === '/' ? 1 : 0);
}

/** @param slashAt where the slash stands that begins the rest of the path; its length when there is no rest. */
function find(node: RouteNode, method: string, path: string, slashAt: number): RouteMatch | null {
  if (slashAt >= path.length) return rowFor(node.here, method) ?? rowFor(node.anyBelow, method);
  const nextSlashAt = path.indexOf('/', slashAt + 1);
  const end = nextSlashAt === -1 ? path.length : nextSlashAt;
  const segment = path.slice(slashAt + 1, end);
  const literal = node.literals.get(segment);
  return (
    (literal === undefined ? null : find(literal, method, path, end)) ??
    (node.id !== null && isId(segment) ? find(node.id, method, path, end) : null) ??
    rowFor(node.anyBelow, method)
  );
}

function rowFor(rows: ReadonlyMap<string, RouteMatch>, method: string): RouteMatch | null {
  return rows.get(method) ?? rows.get(ANY) ?? null;
}

/** Whether `segment` is made of `A-Z a-z 0-9 . _ ~ -` only. */
function isId(segment: string): boolean {
  return /^[A-Za-z0-9._~-]+$/.test(segment);
}

function newNode(): RouteNode {
  return { literals: new Map(), id: null, here: new Map(), anyBelow: new Map() };
}

function rowsAt(root: RouteNode, template: string): Map<string, RouteMatch> {
  let node = root;
  for (const segment of template.split('/').slice(1)) {
    if (segment === '**') return node.anyBelow;
    node = segment === '{id}' ? (node.id ??= newNode()) : childOf(node, segment);
  }
  return node.here;
}

function childOf(node: RouteNode, segment: string): RouteNode {
  const child = node.literals.get(segment) ?? newNode();
  node.literals.set(segment, child);
  return child;
}
