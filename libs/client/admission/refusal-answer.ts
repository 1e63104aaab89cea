import { KEY_CHALLENGE, type Problem, problemHeaders, type PublicProblem, publicProblem, statusOf } from '#contracts';

/** A refusal as HTTP shows it: a problem document (RFC 9457). */
export interface RefusalAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: PublicProblem;
}

export function refusalAnswer(problem: Problem): RefusalAnswer {
  const status = statusOf(problem);
  return {
    status,
    headers: {
      ...problemHeaders(problem),
      // for a bad user token too: a key would do as well
      ...(status === 401 && { 'www-authenticate': KEY_CHALLENGE }),
    },
    body: publicProblem(problem),
  };
}
