import { describe, expect, it } from '@jest/globals';
import { spawnSync } from 'node:child_process';
import { z } from 'zod';
import { kubernetesTools, renderedText } from './helm-chart.js';
import { VARIANTS } from './variants.js';

/** What kube-score finds and the chart keeps, each with the reason. */
const EXCEPTIONS: Readonly<Record<string, string>> = {
  'CPU limit is not set':
    'a throttled replica misses its renewals and loses its lease; requests share the processor out',
  'ImagePullPolicy is not set to Always':
    'a tag or digest names one image for good, and a node that has it starts without a registry',
  'Deployment few replicas': 'KEDA gives activity and notifier their number, which kube-score cannot see',
};
const report = z.array(
  z.object({
    object_name: z.string(),
    checks: z
      .array(
        z.object({
          check: z.object({ id: z.string() }),
          grade: z.number(),
          skipped: z.boolean(),
          comments: z.array(z.object({ summary: z.string() })).nullable(),
        }),
      )
      .nullable(),
  }),
);
const OK = 10;

function findings(manifests: string): readonly string[] {
  const { stdout, stderr } = spawnSync(
    kubernetesTools().kubeScore,
    ['score', '--output-format', 'json', '--kubernetes-version', 'v1.30', '-'],
    { input: manifests, encoding: 'utf8', maxBuffer: 64 * 1024 * 1024 },
  );
  if (stdout === '') throw new Error(stderr);
  return report
    .parse(JSON.parse(stdout))
    .flatMap(({ object_name, checks }) =>
      (checks ?? [])
        .filter(({ grade, skipped }) => !skipped && grade < OK)
        .flatMap(({ check, comments }) =>
          (comments ?? []).map(({ summary }) => `${object_name} ${check.id}: ${summary}`),
        ),
    );
}

describe('kube-score', () => {
  const found = VARIANTS.map(({ variant, options }) => ({ variant, all: findings(renderedText(options)) }));

  it.each(found)('finds nothing with $variant, but what is told here', ({ all }) => {
    expect(all.filter((each) => !Object.keys(EXCEPTIONS).some((kept) => each.endsWith(`: ${kept}`)))).toEqual([]);
  });

  it.each(Object.keys(EXCEPTIONS))('would find: %s', (kept) => {
    expect(found.some(({ all }) => all.some((each) => each.endsWith(`: ${kept}`)))).toBe(true);
  });
});
