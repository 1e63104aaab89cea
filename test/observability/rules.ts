import { globSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { parse } from 'yaml';
import { z } from 'zod';

const ROOT = resolve(import.meta.dirname, '../..');
const RULES = z.object({
  groups: z.array(
    z.strictObject({
      name: z.string(),
      rules: z.array(
        z.union([
          z.strictObject({
            alert: z.string(),
            expr: z.string(),
            for: z.string().optional(),
            labels: z.looseObject({ severity: z.enum(['page', 'ticket']) }),
            annotations: z.strictObject({ summary: z.string(), runbook: z.string() }),
          }),
          z.strictObject({ record: z.string(), expr: z.string() }),
        ]),
      ),
    }),
  ),
});

/** The files, as whole paths. */
export const RULE_FILES: readonly string[] = globSync('deploy/helm/keyward/files/rules/*.yaml', { cwd: ROOT })
  .map((path) => resolve(ROOT, path))
  .sort();

const rules = RULE_FILES.flatMap((path) =>
  RULES.parse(parse(readFileSync(path, 'utf8'))).groups.flatMap((group) => group.rules),
);

export const ALERTS = rules.filter((rule) => 'alert' in rule);
export const RECORDS = rules.filter((rule) => 'record' in rule);

const NAMES = /\b(?:keyward|http|process|nodejs)_[a-z_]+\b/g;
const NODES_OWN = /^(?:process|nodejs)_/;

/** The metrics that an expression reads, as docs/metrics.md names them, without Node's and the process's own. */
export function metricsOf(expr: string): readonly string[] {
  return [...expr.matchAll(NAMES)]
    .map(([name]) => name.replace(/_(?:bucket|count|sum)$/, ''))
    .filter((name) => !NODES_OWN.test(name));
}

/** What it reads that rules record. */
export function recordsOf(expr: string): readonly string[] {
  return [...expr.matchAll(/\bkeyward:[\w:]+/g)].map(([name]) => name);
}
