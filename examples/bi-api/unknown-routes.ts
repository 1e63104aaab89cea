import { All } from '@nestjs/common';
import { RouteConfig } from '@nestjs/platform-fastify';
import { ApiExcludeController } from '@nestjs/swagger';
import { Problem } from '#contracts';
import { ProtectedController } from './protected-controller.decorator.js';

/** Behind the guard as well, so that strangers do not learn which routes there are. */
@ApiExcludeController()
@ProtectedController('')
export class UnknownRouteController {
  @RouteConfig({ described: [] })
  @All(['', '*'])
  refuse(): never {
    throw new Problem('not-found', 'This API has no such route.');
  }
}
