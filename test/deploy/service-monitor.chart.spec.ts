import { describe, expect, it } from '@jest/globals';
import { z } from 'zod';
import { jobsOfKeyward } from '../observability/jobs-of-keyward.js';
import { componentOf, ofKind, rendered, type Rendering } from './helm-chart.js';

const monitor = z.object({
  selector: z.object({ matchLabels: z.record(z.string(), z.string()) }),
  endpoints: z.tuple([
    z.object({
      port: z.string(),
      relabelings: z.tuple([
        z.object({
          sourceLabels: z.tuple([z.literal('__meta_kubernetes_service_label_app_kubernetes_io_component')]),
          targetLabel: z.literal('job'),
          replacement: z.string(),
        }),
      ]),
    }),
  ]),
});
const service = z.object({ ports: z.array(z.object({ name: z.string() })) });

/** The label `job` of each Service that the ServiceMonitor finds. */
function jobs(options: Rendering): readonly string[] {
  const resources = rendered({ ...options, set: ['monitoring.serviceMonitor.enabled=true', ...(options.set ?? [])] });
  const [{ selector, endpoints }] = z
    .tuple([monitor])
    .parse(ofKind(resources, 'ServiceMonitor').map(({ spec }) => spec));
  const [{ port, relabelings }] = endpoints;
  return ofKind(resources, 'Service')
    .filter(({ metadata: { labels } }) => Object.entries(selector.matchLabels).every(([k, v]) => labels[k] === v))
    .filter(({ spec }) => service.parse(spec).ports.some(({ name }) => name === port))
    .map((each) => relabelings[0].replacement.replace('$1', componentOf(each)));
}

describe('the ServiceMonitor', () => {
  it.each<Rendering>([
    {},
    { release: 'acme' },
    { release: 'acme', set: ['fullnameOverride=keys'] },
    { release: 'acme', set: ['nameOverride=keys'] },
  ])('has each service watched once, as a job that the rules know, with %j', (options) => {
    const found = jobs(options);
    expect([...found].sort()).toEqual([
      'keyward-activity',
      'keyward-key-command',
      'keyward-notifier',
      'keyward-verification',
    ]);
    expect(found.filter((job) => !jobsOfKeyward.test(job))).toEqual([]);
  });
});
