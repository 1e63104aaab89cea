import { describeIssues, faultyFields, Problem } from '#contracts';
import { type z } from 'zod';

/** @throws Problem invalid-request that names every fault. */
export function parsedRequest<S extends z.ZodType>(schema: S, request: unknown): z.infer<S> {
  const result = schema.safeParse(request);
  if (result.success) return result.data;
  const fields = faultyFields(result.error);
  throw new Problem(
    'invalid-request',
    `Correct the request: ${describeIssues(result.error).join('; ')}.`,
    Object.keys(fields).length === 0 ? {} : { fields },
  );
}
