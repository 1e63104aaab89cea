import {
  type CanActivate,
  type CustomDecorator,
  type ExecutionContext,
  Inject,
  Injectable,
  SetMetadata,
} from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import { type AcceptedAnswer, Problem } from '#contracts';
import { Admission } from '../admission/admission.js';
import { type AdmissionOptions, type ApiUser } from '../admission/admission-options.js';
import { refusalAnswer } from '../admission/refusal-answer.js';
import { API_KEY_GUARD_OPTIONS } from './api-key-guard.module.js';
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

/** Makes `ApiKeyGuard` ask for `permission` on this handler or controller, whatever the route table says. */
export const RequirePermission = (permission: string): CustomDecorator => SetMetadata(REQUIRED_PERMISSION, permission);

/**
 * Lets a request in when its API key, or its user token, has the permission that the route table (or
 * `RequirePermission`) asks for. Refuses with a problem document, on Express and Fastify, which needs no filter: first
 * 401 for the credential (with `WWW-Authenticate`), then 403 for the route or the permission; 503 (with `Retry-After`)
 * when no verdict can be had. A filter of the application finds an `HttpException` whose `cause` is the `Problem`.
 * Identity headers of the request are never looked at. It guards HTTP handlers; any other lets nobody in.
 */
@Injectable()
export class ApiKeyGuard implements CanActivate {
  private readonly admission: Admission;

  constructor(
    @Inject(API_KEY_GUARD_OPTIONS) options: AdmissionOptions,
    @Inject(Reflector) private readonly reflector: Reflector,
  ) {
    this.admission = new Admission(options);
  }

  async canActivate(context: ExecutionContext): Promise<true> {
    if (context.getType() !== 'http')
      throw new TypeError(
        `ApiKeyGuard guards HTTP handlers, and this one is called by ${context.getType()}: guard it by something else`,
      );
    const request = context.switchToHttp().getRequest<GuardedRequest>();
    const permission = this.reflector.getAllAndOverride<string | undefined>(REQUIRED_PERMISSION, [
      context.getHandler(),
      context.getClass(),
    ]);
    try {
      const { method, originalUrl: target, ip: address } = request;
      const { rawHeaders = [] } = request.raw ?? request;
      Object.assign(request, await this.admission.admit({ method, target, rawHeaders, address }, permission));
      return true;
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
      const answer = refusalAnswer(error);
      const reply = context.switchToHttp().getResponse<Reply>();
      for (const [name, value] of Object.entries(answer.headers)) reply.header(name, value);
      throw refusal(answer, error);
    }
  }
}
