import { HttpException } from '@nestjs/common';
import { type Problem } from '#contracts';
import { type RefusalAnswer } from '../admission/refusal-answer.js';

/**
 * The refusal as every Nest app knows how to answer it: with the problem document as its body. `cause` is the problem.
 */
export function refusal({ body, status }: RefusalAnswer, cause: Problem): HttpException {
  return new HttpException(body, status, { cause });
}
