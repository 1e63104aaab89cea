import {
  assertNever,
  hasEnded,
  type KnownEndpoint,
  type Mode,
  type RefusedAnswer,
  type Role,
  type VerifyRequest,
} from '#contracts';
import {
  canonicalPath,
  effectivePermissions,
  explainDenial,
  matchRoute,
  type PermissionCatalogue,
  type RouteTable,
} from '#permissions';
import { parseSecret } from '#key-secret';
import { type CredentialDocument, isRevoked, type OwnerDocument } from './documents.js';

/** What verdicts depend on besides documents, question and time. */
export interface JudgingRules {
  readonly acceptModes: ReadonlySet<Mode>;
  readonly catalogue: PermissionCatalogue;
  readonly routes: RouteTable;
}

/** What is asked about a key: a permission, an endpoint that the route table maps to one, or nothing more. */
export type Question = Pick<VerifyRequest, 'permission' | 'endpoint'>;

export interface Accepted {
  readonly outcome: 'accepted';
  readonly credential: CredentialDocument;
  readonly owner: OwnerDocument;
  readonly role: Role;
  /** Everything that the key may do now. */
  readonly permissions: ReadonlySet<string>;
  readonly endpoint: KnownEndpoint | null;
}

export interface Refused {
  readonly outcome: 'refused';
  readonly answer: RefusedAnswer;
  /** Null when the key is none of those that are known. */
  readonly credential: CredentialDocument | null;
  readonly endpoint: KnownEndpoint | null;
}

/** No verdict now: treat the key as refused and ask again. */
export interface Unavailable {
  readonly outcome: 'unavailable';
}

export type Verdict = Accepted | Refused | Unavailable;
export type Refusal = Exclude<RefusedAnswer['code'], 'permission-denied'>;

export const UNAVAILABLE: Unavailable = { outcome: 'unavailable' };
const MALFORMED = refusal('malformed');
const MODE_REFUSED = refusal('mode-refused');
const UNKNOWN = refusal('unknown');

/** What the text of a key alone shows; null: it has to be looked up. */
export function judgeText(key: string, { acceptModes }: JudgingRules): Refused | null {
  const parsed = parseSecret(key);
  if (parsed === null) return MALFORMED;
  return acceptModes.has(parsed.mode) ? null : MODE_REFUSED;
}

/**
 * The verdict on a key that `judgeText` let through: first whether it works at all, then whether it may do what is
 * asked. Expiry and grace are judged at `now`, and over at the very instant they end.
 * @param credential undefined: no credential has this key's digest.
 * @param owner the credential's owner; undefined while the event that issued the credential is still being written.
 */
export function judge(
  credential: CredentialDocument | undefined,
  owner: OwnerDocument | undefined,
  question: Question,
  now: number,
  rules: JudgingRules,
): Verdict {
  if (credential === undefined || owner === undefined) return UNKNOWN;
  if (owner.parked !== null) return UNAVAILABLE;
  if (isRevoked(credential, owner)) return refusal('revoked', credential);
  if (hasEnded(credential.expiresAt, now)) return refusal('expired', credential);
  if (credential.graceEnded || hasEnded(credential.activeUntil, now)) return refusal('grace-ended', credential);
  if (credential.paused) return refusal('paused', credential);
  if (!owner.active || owner.role === null) return refusal('owner-inactive', credential);
  return judgeQuestion(credential, owner, owner.role, question, rules);
}

function judgeQuestion(
  credential: CredentialDocument,
  owner: OwnerDocument,
  role: Role,
  question: Question,
  { catalogue, routes }: JudgingRules,
): Verdict {
  const asked = permissionAsked(question, routes);
  if (asked === null) return refusal('route-unmapped', credential);
  const { permission, endpoint } = asked;
  const permissions = effectivePermissions(catalogue, role, credential.scope);
  if (permission === null || permissions.has(permission))
    return { outcome: 'accepted', credential, owner, role, permissions, endpoint };
  const reason = explainDenial(catalogue, role, credential.scope, permission) ?? 'role';
  return {
    outcome: 'refused',
    answer: { valid: false, code: 'permission-denied', permission, reason },
    credential,
    endpoint,
  };
}

interface Asked {
  readonly permission: string | null;
  readonly endpoint: KnownEndpoint | null;
}

/** Null when the route table has no row for the endpoint. */
function permissionAsked({ permission, endpoint }: Question, routes: RouteTable): Asked | null {
  if (endpoint === undefined) return { permission: permission ?? null, endpoint: null };
  const path = canonicalPath(endpoint.path);
  const row = path === null ? null : matchRoute(routes, endpoint.method, path);
  if (path === null || row === null) return null;
  return { permission: row.permission, endpoint: { method: endpoint.method, path, route: row.template } };
}

function refusal(code: Refusal, credential: CredentialDocument | null = null): Refused {
  return { outcome: 'refused', answer: { valid: false, code }, credential, endpoint: null };
}

/** The closed list of codes that verdicts are counted by. */
export function codeOf(verdict: Verdict): 'valid' | RefusedAnswer['code'] | 'verdict-unavailable' {
  switch (verdict.outcome) {
    case 'accepted':
      return 'valid';
    case 'refused':
      return verdict.answer.code;
    case 'unavailable':
      return 'verdict-unavailable';
    default:
      return assertNever(verdict);
  }
}
