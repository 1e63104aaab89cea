import { type AcceptedAnswer, Problem, refusalProblem, type VerifyRequest } from '#contracts';
import { presentedCredential } from '#key-secret';
import { canonicalPath, matchRoute, userPermissions } from '#permissions';
import { VerdictUnavailable } from '../key-verifier.js';
import { type AdmissionOptions, type ApiUser } from './admission-options.js';

/** What is asked about a request, of whatever framework. */
export interface AskedRequest {
  readonly method: string;
  /** As the client sent it; a query is cut off. */
  readonly target: string;
  /** Name, value, name, value, … as they came. */
  readonly rawHeaders: readonly string[];
  /** The client's address, as far as it is known. */
  readonly address?: string | undefined;
}

/** Who was let in: a key or a person, never both. */
export interface Admitted {
  readonly apiKey?: AcceptedAnswer;
  readonly apiUser?: ApiUser;
}

/** The longest path that a verify request takes. */
const MAX_PATH_LENGTH = 8192;

/**
 * Lets a request in when its API key, or its user token, has `permission`, or else the one that the route table asks
 * for. Identity headers of the request are never looked at.
 */
export class Admission {
  constructor(private readonly options: AdmissionOptions) {}

  /**
   * @throws Problem: first 401 for the credential, then 403 for the route or the permission; 503 when no verdict can be
   * had. Whatever else it throws is a fault of the verifier or the authenticator; it lets nobody in either.
   */
  async admit(request: AskedRequest, permission?: string): Promise<Admitted> {
    try {
      return await this.admitted(request, permission);
    } catch (error) {
      if (!(error instanceof VerdictUnavailable)) throw error;
      throw new Problem('verdict-unavailable', undefined, { retryAfter: Math.ceil(error.retryAfterSeconds) });
    }
  }

  private async admitted(request: AskedRequest, permission: string | undefined): Promise<Admitted> {
    const takesUserTokens = this.options.userTokens !== undefined;
    const credential = presentedCredential(request.rawHeaders, { takesUserTokens });
    switch (credential.kind) {
      case 'key':
        return { apiKey: await this.verified(credential.key, permission, request) };
      case 'user-token':
        return { apiUser: await this.permitted(credential.token, permission, request) };
      case 'ambiguous':
        throw new Problem('key-ambiguous');
      case 'none':
        throw new Problem('key-missing');
    }
  }

  private async verified(key: string, permission: string | undefined, request: AskedRequest): Promise<AcceptedAnswer> {
    const answer = await this.options.verifier.verify({ key, ...question(permission, request) });
    if (!answer.valid) throw refusalProblem(answer);
    if (permission === undefined && pathOf(request).length > MAX_PATH_LENGTH) throw new Problem('route-unmapped');
    return answer;
  }

  private async permitted(token: string, asked: string | undefined, request: AskedRequest): Promise<ApiUser> {
    const { userTokens } = this.options;
    if (userTokens === undefined) throw new Problem('key-missing');
    const user = await userTokens.authenticator.authenticate(token, request.address);
    const path = canonicalPath(pathOf(request));
    const permission =
      asked ?? (path === null ? undefined : matchRoute(userTokens.routes, request.method, path)?.permission);
    if (permission === undefined) throw new Problem('route-unmapped');
    if (!userPermissions(userTokens.catalogue, user.role).has(permission)) {
      throw new Problem('permission-denied', `Your role lacks ${permission}.`, { permission, reason: 'role' });
    }
    return user;
  }
}

function question(permission: string | undefined, request: AskedRequest): Omit<VerifyRequest, 'key'> {
  if (permission !== undefined) return { permission };
  const path = pathOf(request);
  return path.length > MAX_PATH_LENGTH ? {} : { endpoint: { method: request.method, path } };
}

function pathOf({ target }: AskedRequest): string {
  const queryAt = target.indexOf('?');
  return queryAt === -1 ? target : target.slice(0, queryAt);
}
