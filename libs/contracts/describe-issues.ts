import { type z } from 'zod';

/** Faults, and names within one, that are told. */
const MOST_TOLD = 20;
const LONGEST_NAME = 100;

/** What is wrong and where, one line for each fault, without the values themselves; of very many faults the first. */
export function describeIssues(error: z.ZodError): readonly string[] {
  const { issues } = error;
  const told = issues.slice(0, MOST_TOLD).map((issue) => {
    const message = issue.code === 'unrecognized_keys' ? unknownFields(issue.keys) : issue.message;
    return issue.path.length === 0
      ? message
      : `${issue.path.map((part) => shorten(String(part))).join('.')}: ${message}`;
  });
  return issues.length > MOST_TOLD ? [...told, `and ${String(issues.length - MOST_TOLD)} more`] : told;
}

function unknownFields(names: readonly string[]): string {
  const told = names
    .slice(0, MOST_TOLD)
    .map((name) => JSON.stringify(shorten(name)))
    .join(', ');
  return `unknown ${names.length === 1 ? 'field' : 'fields'} ${told}${names.length > MOST_TOLD ? ` and ${String(names.length - MOST_TOLD)} more` : ''}`;
}

function shorten(name: string): string {
  return name.length > LONGEST_NAME ? `${name.slice(0, LONGEST_NAME)}…` : name;
}
