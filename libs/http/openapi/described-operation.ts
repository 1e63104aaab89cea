import { PROBLEM_STATUSES, PROBLEMS } from '#contracts';
import { z } from 'zod';
import { GROUP_EXTENSION } from './api-group.decorator.js';
import { PROBLEMS_EXTENSION } from './api-problems.decorator.js';
import { type JsonObject } from './document.js';
import { ALWAYS } from './headers.js';
import { problemResponses } from './problem-responses.js';

const response = z.looseObject({ headers: z.record(z.string(), z.json()).optional() }).catchall(z.json());
const operation = z
  .looseObject({
    tags: z.array(z.string()).default([]),
    responses: z.record(z.string(), response),
    [PROBLEMS_EXTENSION]: z.array(z.enum(Object.keys(PROBLEMS) as (keyof typeof PROBLEMS)[])).default([]),
    [GROUP_EXTENSION]: z.string().default(''),
  })
  .catchall(z.json());

/**
 * An operation as it stands in the document: with the problems that it can be refused with, and the headers that every
 * answer has. Its tag is added to `groups`.
 */
export function describedOperation(path: string, written: JsonObject, groups: Map<string, string>): JsonObject {
  const { [PROBLEMS_EXTENSION]: named, [GROUP_EXTENSION]: group, responses, ...rest } = operation.parse(written);
  for (const tag of rest.tags) groups.set(tag, group);
  const problems = problemResponses({
    hasBody: 'requestBody' in rest,
    hasParameters: path.includes('{'),
    needsCredentials: !Array.isArray(rest['security']) || rest['security'].length > 0,
    named: named.map((code) => PROBLEM_STATUSES[code]),
  });
  return { ...rest, responses: { ...problems, ...withHeaders(responses) } };
}

function withHeaders(responses: Readonly<Record<string, z.infer<typeof response>>>): Record<string, JsonObject> {
  return Object.fromEntries(
    Object.entries(responses).map(([status, each]) => [
      status,
      '$ref' in each ? each : { ...each, headers: { ...ALWAYS, ...each.headers } },
    ]),
  );
}
