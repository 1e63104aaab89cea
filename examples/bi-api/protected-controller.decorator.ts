import { applyDecorators, Controller, UseGuards } from '@nestjs/common';
import { ApiExtension, ApiSecurity, ApiTags } from '@nestjs/swagger';
import { ApiKeyGuard } from '#client';
import { type ProblemCode } from '#contracts';
import { ApiRoutes } from './api-routes.decorator.js';

/** What every route can answer besides the problems of any request. */
const PROBLEMS: readonly ProblemCode[] = ['not-found', 'verdict-unavailable'];

/**
 * A controller under `/api` whose every route needs a key or a user token with the permission that the route table
 * names.
 */
export const ProtectedController = (path: string) =>
  applyDecorators(
    Controller(`api/${path}`),
    UseGuards(ApiKeyGuard),
    ApiTags('Sample API'),
    ApiExtension('x-group-description', 'An API that Keyward protects, to try keys with.'),
    ApiSecurity('api-key'),
    ApiSecurity('user-token'),
    ApiExtension('x-problems', PROBLEMS),
    ApiRoutes(path),
  );
