import { type z } from 'zod';

/** The most faults, and names within one, that are shown. */
const MOST_SHOWN = 20;
const LONGEST_NAME = 100;

/** What is wrong and where, one line for each fault, without the values themselves; of very many faults the first. */
export function describeIssues(error: z.ZodError): readonly string[] {
  const { issues } = error;
  const shown = issues.slice(0, MOST_SHOWN).map((issue) => {
    const message = issue.code === 'unrecognized_keys' ? unknownFields(issue.keys) : issue.message;
    return issue.path.length === 0
      ? message
      : `${issue.path.map((part) => shorten(String(part))).join('.')}: ${message}`;
  });
  return issues.length > MOST_SHOWN ? [...shown, `and ${String(issues.length - MOST_SHOWN)} more`] : shown;
}

/** What is wrong with each field that can be named; as many as `describeIssues` shows. */
export function faultyFields({ issues }: z.ZodError): Readonly<Record<string, readonly string[]>> {
  const fields: Record<string, string[]> = {};
  for (const { path, message } of issues.slice(0, MOST_SHOWN)) {
    if (path.length > 0) (fields[path.map((part) => shorten(String(part))).join('.')] ??= []).push(message);
  }
  return fields;
}

function unknownFields(names: readonly string[]): string {
  const shown = names
    .slice(0, MOST_SHOWN)
    .map((name) => JSON.stringify(shorten(name)))
    .join(', ');
  return `unknown ${names.length === 1 ? 'field' : 'fields'} ${shown}${names.length > MOST_SHOWN ? ` and ${String(names.length - MOST_SHOWN)} more` : ''}`;
}

function shorten(name: string): string {
  return name.length > LONGEST_NAME ? `${name.slice(0, LONGEST_NAME)}…` : name;
}
