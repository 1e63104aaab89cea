import { All } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { Problem } from '#contracts';
import { PROBLEMS, ProtectedController } from './protected-controller.decorator.js';

/** Behind the guard as well, so that strangers do not learn which routes there are. */
@ApiExcludeController() // Nest's generator leaves a method out that OpenAPI knows, and writes one that it does not
@ProtectedController('')
export class UnknownRouteController {
  @All(['', '*'])
  refuse(): never {
    throw new Problem('not-found', 'This API has no such route.');
  }
}

const METHODS = ['get', 'put', 'post', 'delete', 'options', 'head', 'patch', 'trace'];

const anything = {
  name: 'path',
  in: 'path',
  required: true,
  description: 'May contain slashes.',
  schema: { type: 'string' },
};

function refusals(parameters: readonly (typeof anything)[]) {
  const refusal = {
    tags: ['Sample API'],
    summary: 'There is no such route',
    security: [{ 'api-key': [] }, { 'user-token': [] }],
    parameters,
    responses: {},
    'x-problems': PROBLEMS,
  };
  return Object.fromEntries(METHODS.map((method) => [method, refusal]));
}

/** What OpenAPI says of every other path under `/api`: there is nothing but problems. */
export const BI_API_PATHS = { '/api': refusals([]), '/api/{path}': refusals([anything]) };
