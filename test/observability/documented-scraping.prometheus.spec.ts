import { afterAll, expect, it } from '@jest/globals';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse } from 'yaml';
import { z } from 'zod';
import { jobsOfKeyward } from './jobs-of-keyward.js';
import { promtool } from './promtool.js';

const operations = readFileSync(join(import.meta.dirname, '../../docs/operations.md'), 'utf8');
const documented = /```yaml\n(scrape_configs:[^`]+)```/.exec(operations)?.[1] ?? '';
const folder = mkdtempSync(join(tmpdir(), 'keyward-scraping-'));
afterAll(() => {
  rmSync(folder, { recursive: true });
});

it('what docs/operations.md tells Prometheus is taken by it', () => {
  const file = join(folder, 'prometheus.yml');
  writeFileSync(file, documented);
  expect(promtool(['check', 'config', file])).toMatchObject({ code: 0 });
});

it('gives each installation a namespace of its own, in a job that the rules know', () => {
  const installation = z.object({ targets: z.array(z.string()), labels: z.object({ namespace: z.string() }) });
  const job = z.object({ job_name: z.string().regex(jobsOfKeyward), static_configs: z.array(installation).min(2) });
  const { scrape_configs } = z.object({ scrape_configs: z.tuple([job]) }).parse(parse(documented));
  const namespaces = scrape_configs[0].static_configs.map(({ labels: { namespace } }) => namespace);
  expect(new Set(namespaces).size).toBe(namespaces.length);
});
