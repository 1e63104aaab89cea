import { describe, expect, it } from '@jest/globals';
import { z } from 'zod';
import { ALERTS, RECORDS } from '../observability/rules.js';
import { helm, ofKind, rendered } from './helm-chart.js';

const spec = z.object({
  groups: z.array(
    z.object({
      rules: z.array(
        z.looseObject({ alert: z.string().optional(), annotations: z.record(z.string(), z.string()).optional() }),
      ),
    }),
  ),
});
const rulesWith = (...set: readonly string[]) =>
  ofKind(rendered({ set: ['monitoring.rules.enabled=true', ...set] }), 'PrometheusRule')
    .flatMap((each) => spec.parse(each['spec']).groups)
    .flatMap(({ rules }) => rules);

describe('the rules of the chart', () => {
  it('are the files as they are', () => {
    expect(rulesWith()).toEqual(expect.arrayContaining([...ALERTS, ...RECORDS]));
  });

  it('lead to the section of each alert where the runbook is read, if that is told', () => {
    const alerts = rulesWith('monitoring.rules.runbookUrl=https://wiki.example.com/runbook').filter(
      ({ alert }) => alert !== undefined,
    );
    expect(alerts).toEqual(
      ALERTS.map(({ annotations: { summary }, ...rule }) => ({
        ...rule,
        annotations: { summary, runbook_url: `https://wiki.example.com/runbook#${rule.alert.toLowerCase()}` },
      })),
    );
  });

  it.each(['docs/runbook.md', 'https://wiki.example.com/runbook#top'])(
    'are not rendered with the address %s',
    (url) => {
      expect(helm('template', { set: [`monitoring.rules.runbookUrl=${url}`] })).toMatchObject({
        ok: false,
        output: expect.stringContaining('runbookUrl'),
      });
    },
  );
});
