import { activeSpan } from '#process/tracing';
import { type Problem, publicProblem, type PublicProblem } from '#contracts';

/** RFC 9457. */
export interface ProblemDocument extends PublicProblem {
  readonly requestId: string;
  /** Where the request is part of a trace that is recorded. */
  readonly traceId?: string;
}

export function problemDocument(problem: Problem, requestId: string): ProblemDocument {
  const traceId = activeSpan()?.traceId;
  return { ...publicProblem(problem), requestId, ...(traceId !== undefined && { traceId }) };
}
