import { type Problem, publicProblem, type PublicProblem } from '#contracts';

/** RFC 9457. */
export interface ProblemDocument extends PublicProblem {
  readonly requestId: string;
}

export function problemDocument(problem: Problem, requestId: string): ProblemDocument {
  return { ...publicProblem(problem), requestId };
}
