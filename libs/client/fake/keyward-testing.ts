import {
  type AcceptedAnswer,
  type BatchAnswer,
  type Mode,
  ownerIdOf,
  type RefusalCode,
  type RefusedAnswer,
  type Role,
  type Scope,
  type VerifyAnswer,
  verifyRequest,
  type VerifyRequest,
} from '#contracts';
import { generateSecret, parseSecret } from '#key-secret';
import {
  canonicalPath,
  defaultPermissionCatalogue,
  defaultRouteTable,
  effectivePermissions,
  explainDenial,
  matchRoute,
  type PermissionCatalogue,
  type RouteTable,
} from '#permissions';
import { type BatchKeyVerifier, type KeyVerifier, VerdictUnavailable } from '../key-verifier.js';

export interface FakeKeyOptions {
  /** Default `read-write`. */
  readonly scope?: Scope | undefined;
  /** The owner's. Default `administrator`. */
  readonly role?: Role | undefined;
  /** All that the key may do. Default: what the catalogue gives to its role and scope. */
  readonly permissions?: readonly string[] | undefined;
  /** Default `live`. */
  readonly mode?: Mode | undefined;
  /** Default `acme`. */
  readonly orgId?: string | undefined;
  /** Default `ada`. */
  readonly userId?: string | undefined;
  /** Default: never. */
  readonly expiresAt?: Date | undefined;
}

export interface FakeKey {
  /** What a caller sends as `X-API-Key`. Well-formed, and no real key anywhere. */
  readonly secret: string;
  readonly keyId: string;
  readonly ownerId: string;
}

export interface KeywardTestingOptions {
  /** Default: the catalogue and the route table that Keyward ships. */
  readonly catalogue?: PermissionCatalogue | undefined;
  readonly routes?: RouteTable | undefined;
}

interface Known {
  readonly answer: AcceptedAnswer;
  refusal: RefusalCode | undefined;
}

/**
 * A Keyward for tests, in memory: it gives the verdicts that a real one gives, on keys that it issued. It is run through
 * the same contract as the verifiers that ask a real one.
 */
export class KeywardTesting implements KeyVerifier, BatchKeyVerifier {
  /** Every question so far, the earliest first. */
  readonly asked: VerifyRequest[] = [];
  private readonly keys = new Map<string, Known>();
  private readonly catalogue: PermissionCatalogue;
  private readonly routes: RouteTable;
  private retryAfterSeconds: number | undefined;

  constructor(options: KeywardTestingOptions = {}) {
    this.catalogue = options.catalogue ?? defaultPermissionCatalogue();
    this.routes = options.routes ?? defaultRouteTable(this.catalogue);
  }

  issue(options: FakeKeyOptions = {}): FakeKey {
    const { scope = 'read-write', role = 'administrator', mode = 'live', orgId = 'acme', userId = 'ada' } = options;
    const secret = generateSecret({ prefix: 'testing', mode });
    const keyId = `key-${String(this.keys.size + 1)}`;
    const ownerId = ownerIdOf({ orgId, userId });
    const answer: AcceptedAnswer = {
      valid: true,
      code: 'valid',
      keyId,
      credentialId: `${keyId}-1`,
      ownerId,
      orgId,
      scope,
      mode,
      role,
      permissions: [...(options.permissions ?? effectivePermissions(this.catalogue, role, scope))],
      expiresAt: options.expiresAt?.toISOString() ?? null,
      activeUntil: null,
    };
    this.keys.set(secret, { answer, refusal: undefined });
    return { secret, keyId, ownerId };
  }

  /** From now on the answer is `revoked`. */
  revoke(key: FakeKey): void {
    this.refuse(key, 'revoked');
  }

  /** From now on the answer is `code`, such as `paused` or `owner-inactive`. */
  refuse({ secret }: FakeKey, code: RefusalCode): void {
    const known = this.keys.get(secret);
    if (known === undefined) throw new TypeError('this key was issued by another KeywardTesting');
    known.refusal = code;
  }

  /** Nobody gets a verdict until `recover`. */
  becomeUnavailable({ retryAfterSeconds = 1 }: { readonly retryAfterSeconds?: number } = {}): void {
    this.retryAfterSeconds = retryAfterSeconds;
  }

  recover(): void {
    this.retryAfterSeconds = undefined;
  }

  verify(request: VerifyRequest): Promise<VerifyAnswer> {
    this.asked.push(request);
    if (this.retryAfterSeconds !== undefined)
      return Promise.reject(new VerdictUnavailable('it was made unavailable', this.retryAfterSeconds));
    if (!verifyRequest.safeParse(request).success)
      return Promise.reject(new VerdictUnavailable('this is no question that Keyward answers'));
    return Promise.resolve(this.verdictOn(request));
  }

  verifyBatch(requests: readonly VerifyRequest[]): Promise<readonly BatchAnswer[]> {
    return Promise.all(requests.map((request) => this.verify(request)));
  }

  private verdictOn({ key, ...question }: VerifyRequest): VerifyAnswer {
    if (parseSecret(key) === null) return { valid: false, code: 'malformed' };
    const known = this.keys.get(key);
    if (known === undefined) return { valid: false, code: 'unknown' };
    const { answer, refusal } = known;
    if (refusal !== undefined) return { valid: false, code: refusal };
    if (answer.expiresAt !== null && Date.parse(answer.expiresAt) <= Date.now())
      return { valid: false, code: 'expired' };
    return this.denial(answer, question) ?? answer;
  }

  private denial(
    { role, scope, permissions }: AcceptedAnswer,
    { permission, endpoint }: Omit<VerifyRequest, 'key'>,
  ): RefusedAnswer | undefined {
    const needed = endpoint === undefined ? permission : this.permissionOf(endpoint);
    if (needed === null) return { valid: false, code: 'route-unmapped' };
    if (needed === undefined || permissions.includes(needed)) return undefined;
    const reason = explainDenial(this.catalogue, role, scope, needed) ?? 'scope';
    return { valid: false, code: 'permission-denied', permission: needed, reason };
  }

  private permissionOf({ method, path }: { readonly method: string; readonly path: string }): string | null {
    const canonical = canonicalPath(path);
    return canonical === null ? null : (matchRoute(this.routes, method, canonical)?.permission ?? null);
  }
}
