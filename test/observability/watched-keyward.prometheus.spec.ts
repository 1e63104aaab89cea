import { afterAll, describe, expect, it } from '@jest/globals';
import { callerTrace } from '../kit/caller-trace.js';
import { eventually } from '../kit/eventually.js';
import { TraceCollector } from '../kit/trace-collector.js';
import { person } from '../kit/users.js';
import { start } from '../profiles/index.js';
import { QUERIES } from './dashboards.js';
import { PrometheusServer } from './prometheus-server.js';
import { lint } from './promtool.js';
import { ALERTS, metricsOf, RECORDS } from './rules.js';

/** What standalone does not have, has no files for here, or counts by what has not happened. */
const WITHOUT_SERIES =
  /\bkeyward_(?:kafka|mongo|certificate)_|\bkeyward_(?:(?:http|rpc|grpc)_(?:connections|calls)_ended|dead_letters)_total\b/;

const collector = await TraceCollector.start();
const system = await start({
  env: { TCP_PORT: '0', GRPC_PORT: '0', OTEL_EXPORTER_OTLP_ENDPOINT: collector.address },
});
const prometheus = await PrometheusServer.watching([system.addressOf('/')]);
afterAll(async () => {
  await prometheus[Symbol.asyncDispose]();
  await system.stop();
  await collector.stop();
});
const alice = system.as(person('alice', 'analyst'));

/** Something of everything that is drawn. */
async function load(): Promise<void> {
  const { key, secret } = await alice.createKey();
  for (let turn = 0; turn < 20; turn++) {
    await system.verify({ key: secret });
    await system.callApi('/api/data-sources/', { key: secret });
    await system.authorize();
  }
  await alice.revoke(key.keyId);
  await alice.activity(key.keyId);
  expect(await system.verify({ key: secret })).toMatchObject({ valid: false });
}

describe('a Prometheus that watches a standalone Keyward', () => {
  it('finds series for every query of every panel', async () => {
    expect(QUERIES.length).toBeGreaterThan(50);
    await eventually(async () => {
      await load();
      const empty = await Promise.all(
        QUERIES.map(async ({ panel, expr }) => ((await prometheus.seriesOf(expr)) === 0 ? `${panel}: ${expr}` : [])),
      );
      expect(empty.flat().filter((query) => !WITHOUT_SERIES.test(query))).toEqual([]);
    });
  });

  it('leads from how long a revocation took to its trace, as every panel does that shows traces', async () => {
    const { traceId, headers } = callerTrace(true);
    const { key, secret } = await alice.createKey();
    await system.authorize({ key: secret, headers });
    await alice.request('POST', `/v1/keys/${key.keyId}/revoke`, { headers });
    const bucketsOf = (metric: string, label: string) => prometheus.tracesOf(`${metric}_bucket{${label}}`);
    await eventually(async () => {
      expect(await bucketsOf('keyward_confirmation_wait_seconds', 'kind="revocation"')).toContain(traceId);
      expect(await bucketsOf('http_request_duration_seconds', 'route="/v1/keys/:keyId/revoke"')).toContain(traceId);
      expect(await bucketsOf('keyward_verify_duration_seconds', 'door="authorize"')).toContain(traceId);
    });
    const showing = QUERIES.filter(({ showsTraces }) => showsTraces);
    expect(showing).toHaveLength(5);
    for (const { panel, expr } of showing) expect([panel, await prometheus.tracesOf(expr)]).not.toEqual([panel, []]);
  });

  it('evaluates every rule, finds what each reads, and has nothing to say of a Keyward that is well', async () => {
    const read = new Set([...ALERTS, ...RECORDS].flatMap(({ expr }) => metricsOf(expr)));
    const missing = await Promise.all(
      [...read].map(async (metric) =>
        (await prometheus.seriesOf(`{__name__=~"${metric}(_count)?"}`)) === 0 ? metric : [],
      ),
    );
    expect(missing.flat().filter((metric) => !WITHOUT_SERIES.test(metric))).toEqual([]);
    await eventually(async () => {
      const rules = await prometheus.rules();
      expect(rules).toHaveLength(ALERTS.length + RECORDS.length);
      expect(rules.filter(({ health }) => health !== 'ok')).toEqual([]);
      expect(rules.filter(({ state = 'inactive' }) => state !== 'inactive')).toEqual([]);
    });
    const recorded = await Promise.all(RECORDS.map(({ record }) => prometheus.seriesOf(record)));
    expect(recorded).toEqual(RECORDS.map(() => 1));
  });

  it('gets a page that promtool finds nothing wrong with, but for what is Node’s own', async () => {
    expect(lint(await system.metrics())).toEqual([]);
    expect(lint('# TYPE keyward_wrong counter\nkeyward_wrong 1\n')).not.toEqual([]);
  });
});
