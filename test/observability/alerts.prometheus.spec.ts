import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Situation } from './alert-case.js';
import { ALERT_CASES } from './alert-cases.js';
import { promtool, type ToolResult } from './promtool.js';
import { ALERTS, RULE_FILES } from './rules.js';

const folder = mkdtempSync(join(tmpdir(), 'keyward-alerts-'));
afterAll(() => {
  rmSync(folder, { recursive: true });
});

/** What promtool calls a test when it fails: its expression, with the title as a comment. */
const titled = (alert: string, does: string, when: string) => `${alert} ${does} when ${when}`;

function unitTest(alert: string, when: string, { at, every = '1m', pod, series }: Situation, fires: boolean) {
  const title = titled(alert, fires ? 'fires' : 'does not fire', when);
  return {
    interval: every,
    input_series: Object.entries(series).map(([name, values]) => ({ series: name, values })),
    promql_expr_test: [
      {
        expr: `count(ALERTS{alertname='${alert}', alertstate='firing'${pod === undefined ? '' : `, pod='${pod}'`}}) > bool 0 # ${title}`,
        eval_time: at,
        exp_samples: fires ? [{ labels: '{}', value: 1 }] : [],
      },
    ],
  };
}

/** promtool evaluates all rules of a file as often as its smallest interval wants: one file for each. */
function runAll(): readonly ToolResult[] {
  const tests = Object.entries(ALERT_CASES).flatMap(([alert, { fires, rests }]) => [
    ...Object.entries(fires).map(([when, situation]) => unitTest(alert, when, situation, true)),
    ...Object.entries(rests).map(([when, situation]) => unitTest(alert, when, situation, false)),
  ]);
  return [...new Set(tests.map(({ interval }) => interval))].map((interval) => {
    const file = join(folder, `${interval}.json`);
    const those = tests.filter((test) => test.interval === interval);
    writeFileSync(file, JSON.stringify({ rule_files: RULE_FILES, evaluation_interval: interval, tests: those }));
    return promtool(['test', 'rules', file]);
  });
}

it('promtool finds nothing wrong with the rules', () => {
  expect(promtool(['check', 'rules', '--lint=all', '--lint-fatal', ...RULE_FILES])).toMatchObject({ code: 0 });
});

it('each alert is tried, both ways', () => {
  expect(Object.keys(ALERT_CASES).sort()).toEqual(ALERTS.map(({ alert }) => alert).sort());
  const ways = Object.values(ALERT_CASES).flatMap(({ fires, rests }) => [fires, rests]);
  expect(ways.filter((situations) => Object.keys(situations).length === 0)).toEqual([]);
});

describe('an alert', () => {
  let output: string;
  beforeAll(() => {
    const results = runAll();
    output = results.map((result) => result.output).join('');
    // whatever keeps promtool from trying all of them is a failure of all
    const failures = output.match(/expr: "count\(ALERTS/g)?.length ?? 0;
    if (results.some(({ code }) => code !== 0) && failures === 0) throw new Error(output);
  });

  it.each(
    Object.entries(ALERT_CASES).flatMap(([alert, { fires, rests }]) => [
      ...Object.keys(fires).map((when) => titled(alert, 'fires', when)),
      ...Object.keys(rests).map((when) => titled(alert, 'does not fire', when)),
    ]),
  )('%s', (title) => {
    expect(output).toContain('Unit Testing:');
    expect(output.split('\n').filter((line) => line.includes(title))).toEqual([]);
  });

  it('that does otherwise would be found', () => {
    const file = join(folder, 'wrong.json');
    const situation = { at: '10m', series: { keyward_parked_owners: '0x10' } };
    const test = unitTest('KeywardOwnersParked', 'nobody is parked', situation, true);
    writeFileSync(file, JSON.stringify({ rule_files: RULE_FILES, evaluation_interval: '1m', tests: [test] }));
    const { code, output: found } = promtool(['test', 'rules', file]);
    expect([code, found]).toEqual([1, expect.stringContaining('KeywardOwnersParked fires when nobody is parked')]);
  });
});
