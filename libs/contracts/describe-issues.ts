import { type z } from 'zod';

/** What is wrong and where, one line for each fault, without the values themselves. */
export function describeIssues(error: z.ZodError): readonly string[] {
  return error.issues.map(({ path, message }) => (path.length === 0 ? message : `${path.map(String).join('.')}: ${message}`));
}
