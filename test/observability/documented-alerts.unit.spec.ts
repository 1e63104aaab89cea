import { describe, expect, it } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { documentedMetrics } from '../kit/documented-metrics.js';
import { QUERIES } from './dashboards.js';
import { ALERTS, metricsOf, RECORDS, recordsOf } from './rules.js';

const RUNBOOK = readFileSync(join(import.meta.dirname, '../../docs/runbook.md'), 'utf8');
const sections = new Map(
  RUNBOOK.split(/^## /m)
    .slice(1)
    .map((section) => {
      const [title = '', ...lines] = section.split('\n');
      return [title, lines.join('\n')] as const;
    }),
);
const KEYWARD = ['standalone', 'key-command', 'verification', 'activity', 'notifier'];
const shownBy = (app: string) => documentedMetrics(app).map((shown) => shown.split(' ')[0]);
const documented = new Set([...KEYWARD, 'bi-api'].flatMap(shownBy));

describe('each rule', () => {
  const exprs = [...ALERTS, ...RECORDS].map(({ expr }) => expr);

  it('reads metrics that docs/metrics.md lists', () => {
    const read = exprs.flatMap(metricsOf);
    expect(read.length).toBeGreaterThan(20);
    expect(read.filter((name) => !documented.has(name))).toEqual([]);
  });

  it.each(ALERTS.filter(({ alert }) => alert.endsWith('Gone')))(
    'knows by what every process of Keyward shows, and the sample API does not, that something is there: $alert',
    ({ expr }) => {
      const [there] = metricsOf(expr);
      expect([...KEYWARD, 'bi-api'].filter((app) => shownBy(app).includes(there))).toEqual(KEYWARD);
    },
  );

  it('reads what others record, and nothing is recorded that none reads', () => {
    expect(new Set(exprs.flatMap(recordsOf))).toEqual(new Set(RECORDS.map(({ record }) => record)));
  });
});

describe('docs/runbook.md', () => {
  it.each(ALERTS.map(({ alert, annotations }) => [alert, annotations.runbook]))(
    'has a section for %s, which the alert names and which names commands',
    (alert, runbook) => {
      expect(runbook).toBe(`docs/runbook.md#${alert.toLowerCase()}`);
      expect(sections.get(alert)).toMatch(/^```sh\n[^`]+^```$/m);
    },
  );

  it.each(ALERTS.filter(({ alert }) => /\bPOD\b/.test(sections.get(alert) ?? '')))(
    'says how to find the pod of $alert, or the alert names it',
    ({ alert, expr }) => {
      const aggregated = / by \(([^)]*)\)/.exec(expr)?.[1];
      if (aggregated !== undefined && !/^POD=/m.test(sections.get(alert) ?? ''))
        expect(aggregated).toContain('pod, instance');
    },
  );

  it('looks at the logs of every pod of a service, or of the one that the alert names', () => {
    const looks = [...sections.values()].flatMap((section) => section.match(/^.*\blogs .* \| .*$/gm) ?? []);
    expect(looks.length).toBeGreaterThan(10);
    const service = '(?:key-command|verification|activity|notifier)';
    const whole = new RegExp(`^(?:logs ${service}(?:,${service})*|kubectl -n keyward logs "\\$POD") `);
    expect(looks.filter((line) => !whole.test(line))).toEqual([]);
  });

  it('has no section of an alert that is not there', () => {
    const alerts = new Set(ALERTS.map(({ alert }) => alert));
    expect([...sections.keys()].filter((title) => title.startsWith('Keyward') && !alerts.has(title))).toEqual([]);
  });
});

describe('each panel of a dashboard', () => {
  it('reads metrics that docs/metrics.md lists, and what rules record', () => {
    const exprs = QUERIES.map(({ expr }) => expr);
    expect(exprs.flatMap(metricsOf).filter((name) => !documented.has(name))).toEqual([]);
    const records = new Set(RECORDS.map(({ record }) => record));
    expect(exprs.flatMap(recordsOf).filter((name) => !records.has(name))).toEqual([]);
  });
});
