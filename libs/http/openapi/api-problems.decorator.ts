import { ApiExtension } from '@nestjs/swagger';
import { type ProblemCode } from '#contracts';

export const PROBLEMS_EXTENSION = 'x-problems';

/**
 * Names the problems that a route (or every route of a controller) itself can answer with, for the OpenAPI document.
 * Those of any request, such as an invalid body or a missing token, need not be named. A plain route names its own in
 * the member `x-problems`.
 */
export function ApiProblems(...codes: readonly ProblemCode[]): MethodDecorator & ClassDecorator {
  return ApiExtension(PROBLEMS_EXTENSION, codes);
}
