import { applyDecorators, Controller, UseGuards } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { ApiKeyGuard } from '#client';

/** A controller under `/api` whose every route needs a key or a user token with the permission that the route table names. */
export const ProtectedController = (path: string) => applyDecorators(Controller(`api/${path}`), UseGuards(ApiKeyGuard), ApiExcludeController());
