import { HttpException } from '@nestjs/common';
import { type Problem, publicProblem, statusOf } from '#contracts';

/**
 * The refusal as every Nest app knows how to answer it: with the problem document as its body. `cause` is the problem.
 */
export function refusal(problem: Problem): HttpException {
  return new HttpException(publicProblem(problem), statusOf(problem), { cause: problem });
}
