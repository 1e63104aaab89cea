import { z } from 'zod';
import { describeIssues, ROLES, SCOPES, type Role, type Scope } from '#contracts';
import { PermissionDataError } from './permission-data-error.js';
import shippedCatalogue from './permissions.json' with { type: 'json' };

/** Roles, permissions and scopes, validated and with every answer worked out in advance. */
export interface PermissionCatalogue {
  /** Every permission there is: of the roles and of the baseline. */
  readonly permissions: ReadonlySet<string>;
  /** What a role has, inherited permissions first; the baseline is not among them. */
  readonly roles: Readonly<Record<Role, readonly string[]>>;
  /** What every active member has besides the role's permissions. */
  readonly baseline: readonly string[];
  /** No key has these, whatever its owner's role. */
  readonly fixedDenials: ReadonlySet<string>;
  /** Role and baseline together: what the person may do. */
  readonly ofUser: Readonly<Record<Role, ReadonlySet<string>>>;
  /** (role ∪ baseline) ∩ scope − fixed denials: what a key may do. */
  readonly ofKey: Readonly<Record<Role, Readonly<Record<Scope, ReadonlySet<string>>>>>;
}

const permissionName = z
  .string()
  .regex(/^[a-z][a-z0-9-]*(\.[a-z][a-z0-9-]*)+$/, 'a permission is written like data-sources.view');
/**
 * `*` lets everything through, `*.view` what ends in `.view`, `reports.*` what begins with `reports.`, a name itself.
 */
const scopePattern = z
  .string()
  .regex(
    /^(\*|[a-z][a-z0-9-]*)(\.[a-z][a-z0-9-]*)*(\.\*)?$/,
    'a scope lists names and patterns like *, *.view and reports.*',
  )
  .refine((pattern) => pattern.indexOf('*') === pattern.lastIndexOf('*'), 'a pattern has one * at most');

const catalogueFile = z.strictObject({
  roles: z.record(
    z.enum(ROLES),
    z.strictObject({ extends: z.enum(ROLES).nullable(), permissions: z.array(permissionName) }),
  ),
  baseline: z.array(permissionName),
  scopes: z.record(z.enum(SCOPES), z.array(scopePattern)),
  fixedDenials: z.array(permissionName),
});
type CatalogueFile = z.infer<typeof catalogueFile>;

/**
 * Validates the content of a permissions file.
 * @throws PermissionDataError naming every fault: a role that is missing, unknown or extends itself, a name that no
 * role has, a scope pattern that matches nothing, a name said twice.
 */
export function parsePermissionCatalogue(json: unknown): PermissionCatalogue {
  const parsed = catalogueFile.safeParse(json);
  if (!parsed.success) throw new PermissionDataError('permission catalogue', describeIssues(parsed.error));
  const file = parsed.data;
  const cyclic = ROLES.filter((role) => lineage(file, role) === null);
  if (cyclic.length > 0) {
    throw new PermissionDataError(
      'permission catalogue',
      cyclic.map((role) => `role ${role} extends itself in the end`),
    );
  }
  const roles = forEach(ROLES, (role) => (lineage(file, role) ?? []).flatMap((name) => file.roles[name].permissions));
  const permissions = new Set([...ROLES.flatMap((role) => roles[role]), ...file.baseline]);
  const faults = faultsOf(file, roles, permissions);
  if (faults.length > 0) throw new PermissionDataError('permission catalogue', faults);

  const fixedDenials = new Set(file.fixedDenials);
  const ofUser = forEach(ROLES, (role) => new Set([...roles[role], ...file.baseline]));
  const ofKey = forEach(ROLES, (role) =>
    forEach(
      SCOPES,
      (scope) =>
        new Set(
          [...ofUser[role]].filter(
            (permission) => lets(file.scopes[scope], permission) && !fixedDenials.has(permission),
          ),
        ),
    ),
  );
  return { permissions, roles, baseline: file.baseline, fixedDenials, ofUser, ofKey };
}

/** The catalogue that ships with the product. */
export function defaultPermissionCatalogue(): PermissionCatalogue {
  return parsePermissionCatalogue(shippedCatalogue);
}

/** What `role` has, without the baseline: 14 for an analyst in the shipped catalogue. */
export function rolePermissions(catalogue: PermissionCatalogue, role: Role): readonly string[] {
  return catalogue.roles[role];
}

/** What a person of `role` may do: the role's permissions and the baseline, with no scope and no fixed denials. */
export function userPermissions(catalogue: PermissionCatalogue, role: Role): ReadonlySet<string> {
  return catalogue.ofUser[role];
}

/** What a key of `scope` may do while its owner has `role`. Precomputed: the same set at every call. */
export function effectivePermissions(catalogue: PermissionCatalogue, role: Role, scope: Scope): ReadonlySet<string> {
  return catalogue.ofKey[role][scope];
}

/**
 * Why a key may not use `permission`: `role` when its owner could not either, `scope` when only the key cannot (a fixed
 * denial counts as part of every scope). Null when it may.
 */
export function explainDenial(
  catalogue: PermissionCatalogue,
  role: Role,
  scope: Scope,
  permission: string,
): 'role' | 'scope' | null {
  if (catalogue.ofKey[role][scope].has(permission)) return null;
  return catalogue.ofUser[role].has(permission) ? 'scope' : 'role';
}

/** `role` and its ancestors, the most general first; null when they form a circle. */
function lineage(file: CatalogueFile, role: Role): readonly Role[] | null {
  const line: Role[] = [];
  for (let at: Role | null = role; at !== null; at = file.roles[at].extends) {
    if (line.includes(at)) return null;
    line.unshift(at);
  }
  return line;
}

function faultsOf(
  file: CatalogueFile,
  roles: Readonly<Record<Role, readonly string[]>>,
  permissions: ReadonlySet<string>,
): string[] {
  return [
    ...ROLES.flatMap((role) => repeated(roles[role]).map((name) => `role ${role} has ${name} twice`)),
    ...repeated(file.baseline).map((name) => `baseline has ${name} twice`),
    ...file.baseline
      .filter((name) => ROLES.some((role) => roles[role].includes(name)))
      .map((name) => `${name} is in the baseline and in a role`),
    ...repeated(file.fixedDenials).map((name) => `fixedDenials has ${name} twice`),
    ...file.fixedDenials
      .filter((name) => !permissions.has(name))
      .map((name) => `fixedDenials names ${name}, which does not exist`),
    ...SCOPES.flatMap((scope) => [
      ...repeated(file.scopes[scope]).map((pattern) => `scope ${scope} has ${pattern} twice`),
      ...file.scopes[scope]
        .filter((pattern) => ![...permissions].some((name) => lets([pattern], name)))
        .map((pattern) => `scope ${scope} names ${pattern}, which matches no permission`),
    ]),
  ];
}

function lets(patterns: readonly string[], permission: string): boolean {
  return patterns.some((pattern) => {
    if (pattern.startsWith('*')) return permission.endsWith(pattern.slice(1));
    if (pattern.endsWith('*')) return permission.startsWith(pattern.slice(0, -1));
    return permission === pattern;
  });
}

function repeated(names: readonly string[]): readonly string[] {
  return [...new Set(names.filter((name, at) => names.indexOf(name) !== at))];
}

function forEach<K extends string, V>(keys: readonly K[], valueOf: (key: K) => V): Readonly<Record<K, V>> {
  // fromEntries forgets the keys it was given
  return Object.fromEntries(keys.map((key) => [key, valueOf(key)])) as Record<K, V>;
}
