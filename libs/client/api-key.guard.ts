import { type CanActivate, type ExecutionContext, Inject, Injectable, SetMetadata } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import {
  type AcceptedAnswer,
  KEY_CHALLENGE,
  Problem,
  problemHeaders,
  refusalProblem,
  statusOf,
  type VerifyRequest,
} from '#contracts';
import { canonicalPath, matchRoute, userPermissions } from '#permissions';
import { presentedCredential, type PresentedCredential } from '#key-secret';
import { API_KEY_GUARD_OPTIONS, type ApiKeyGuardOptions, type ApiUser } from './api-key-guard.options.js';
import { VerdictUnavailable } from './key-verifier.js';
import { refusal } from './refusal.js';

/** A request that `ApiKeyGuard` let in: by a key (`apiKey`) or by a user token (`apiUser`), never both. */
export interface GuardedRequest {
  readonly method: string;
  readonly originalUrl: string;
  /** The client's address; undefined once the connection is gone. */
  readonly ip?: string | undefined;
  /** Fastify's; an Express request is the raw one itself. */
  readonly raw?: { readonly rawHeaders: readonly string[] };
  readonly rawHeaders?: readonly string[];
  apiKey?: AcceptedAnswer;
  apiUser?: ApiUser;
}

interface Reply {
  header(name: string, value: string): unknown;
}

const REQUIRED_PERMISSION = 'keyward:required-permission';
/** The longest path that a verify request takes. */
const MAX_PATH_LENGTH = 8192;

/** Makes `ApiKeyGuard` ask for `permission` on this handler or controller, whatever the route table says. */
export const RequirePermission = (permission: string) => SetMetadata(REQUIRED_PERMISSION, permission);

/**
 * Lets a request in when its API key, or its user token, has the permission that the route table (or
 * `RequirePermission`) asks for. Refuses with a problem document, on Express and Fastify, which needs no filter: first
 * 401 for the credential (with `WWW-Authenticate`), then 403 for the route or the permission; 503 (with `Retry-After`)
 * when no verdict can be had. A filter of the application finds an `HttpException` whose `cause` is the `Problem`.
 * Identity headers of the request are never looked at. It guards HTTP handlers; any other lets nobody in.
 */
@Injectable()
export class ApiKeyGuard implements CanActivate {
  constructor(
    @Inject(API_KEY_GUARD_OPTIONS) private readonly options: ApiKeyGuardOptions,
    private readonly reflector: Reflector,
  ) {}

  async canActivate(context: ExecutionContext): Promise<true> {
    if (context.getType() !== 'http')
      throw new TypeError(
        `ApiKeyGuard guards HTTP handlers, and this one is called by ${context.getType()}: guard it by something else`,
      );
    const request = context.switchToHttp().getRequest<GuardedRequest>();
    const reply = context.switchToHttp().getResponse<Reply>();
    const permission = this.reflector.getAllAndOverride<string | undefined>(REQUIRED_PERMISSION, [
      context.getHandler(),
      context.getClass(),
    ]);
    try {
      const { userTokens } = this.options;
      const credential = presentedCredential((request.raw ?? request).rawHeaders ?? [], {
        takesUserTokens: userTokens !== undefined,
      });
      await this.admit(request, credential, permission);
      return true;
    } catch (error) {
      const problem =
        error instanceof VerdictUnavailable
          ? new Problem('verdict-unavailable', undefined, { retryAfter: Math.ceil(error.retryAfterSeconds) })
          : error;
      if (!(problem instanceof Problem)) throw error;
      for (const [name, value] of Object.entries(problemHeaders(problem))) reply.header(name, value);
      // for a bad user token too: a key would do as well
      if (statusOf(problem) === 401) reply.header('www-authenticate', KEY_CHALLENGE);
      throw refusal(problem);
    }
  }

  private async admit(
    request: GuardedRequest,
    credential: PresentedCredential,
    permission: string | undefined,
  ): Promise<void> {
    switch (credential.kind) {
      case 'key':
        request.apiKey = await this.verified(credential.key, permission, request);
        return;
      case 'user-token':
        request.apiUser = await this.permitted(credential.token, permission, request);
        return;
      case 'ambiguous':
        throw new Problem('key-ambiguous');
      case 'none':
        throw new Problem('key-missing');
    }
  }

  private async verified(
    key: string,
    permission: string | undefined,
    request: GuardedRequest,
  ): Promise<AcceptedAnswer> {
    const answer = await this.options.verifier.verify({ key, ...question(permission, request) });
    if (!answer.valid) throw refusalProblem(answer);
    if (permission === undefined && pathOf(request).length > MAX_PATH_LENGTH) throw new Problem('route-unmapped');
    return answer;
  }

  private async permitted(token: string, asked: string | undefined, request: GuardedRequest): Promise<ApiUser> {
    const { userTokens } = this.options;
    if (userTokens === undefined) throw new Problem('key-missing');
    const user = await userTokens.authenticator.authenticate(token, request.ip);
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

function question(permission: string | undefined, request: GuardedRequest): Omit<VerifyRequest, 'key'> {
  if (permission !== undefined) return { permission };
  const path = pathOf(request);
  return path.length > MAX_PATH_LENGTH ? {} : { endpoint: { method: request.method, path } };
}

function pathOf({ originalUrl }: GuardedRequest): string {
  const queryAt = originalUrl.indexOf('?');
  return queryAt === -1 ? originalUrl : originalUrl.slice(0, queryAt);
}
