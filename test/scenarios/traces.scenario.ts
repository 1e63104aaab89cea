import { afterAll, expect, it } from '@jest/globals';
import { callerTrace } from '../kit/caller-trace.js';
import { eventually } from '../kit/eventually.js';
import { problem } from '../kit/shapes.js';
import { type CollectedSpan, TraceCollector } from '../kit/trace-collector.js';
import { person } from '../kit/users.js';
import { start } from '../profiles/index.js';

/** The last spans of a process come every five seconds. */
const PATIENCE = { timeout: 30_000 };

const collector = await TraceCollector.start();
const system = await start({ env: { OTEL_EXPORTER_OTLP_ENDPOINT: collector.address } });
system.alsoSearch(() => collector.received);
afterAll(async () => {
  await system.stop();
  await collector.stop();
});
const alice = system.as(person('alice', 'analyst'));

const spansOf = (traceId: string): readonly CollectedSpan[] =>
  collector.spans.filter((span) => span.traceId === traceId);

it('a change is one trace, from the request to the confirmation by every replica', async () => {
  const { traceId, spanId, headers } = callerTrace(true);
  await alice.createKey({}, headers);
  await eventually(() => {
    const spans = spansOf(traceId);
    const [request] = spans.filter(({ name }) => name === 'POST /v1/keys');
    const [command] = spans.filter(({ name }) => name === 'command CreateKey');
    expect(request).toMatchObject({ parentSpanId: spanId, attributes: { 'http.response.status_code': 201 } });
    expect(command).toMatchObject({ parentSpanId: request?.spanId });
    const below = (parent: CollectedSpan | undefined, wanted: string) =>
      spans.filter(({ name, parentSpanId }) => name === wanted && parentSpanId === parent?.spanId);
    expect(below(command, 'append')).toHaveLength(1);
    expect(below(command, 'confirm')).toMatchObject([
      { attributes: { 'keyward.confirmed': true, 'keyward.replicas': system.verifiers } },
    ]);
    // where the log is a system of its own, those who read it go on with the trace
    const [published] = below(command, 'publish');
    const applied = below(published, 'process key-events').filter(({ service }) => service === 'verification');
    expect(applied).toHaveLength(published === undefined ? 0 : system.verifiers);
  }, PATIENCE);
});

it('a verdict is part of the trace of a gateway that records it, and of no other', async () => {
  const { secret } = await alice.createKey();
  const [recorded, other] = [callerTrace(true), callerTrace(false)];
  for (const { headers } of [other, recorded])
    expect((await system.authorize({ key: secret, headers })).status).toBe(200);
  await eventually(() => {
    expect(spansOf(recorded.traceId)).toMatchObject([
      { name: 'verdict', parentSpanId: recorded.spanId, attributes: { 'http.response.status_code': 200 } },
    ]);
  }, PATIENCE);
  expect(spansOf(other.traceId)).toEqual([]);
});

it('how long a change or a verdict took names its trace, in OpenMetrics alone', async () => {
  const { key, secret } = await alice.createKey();
  const [revocation, byHeader, inBody] = [callerTrace(true), callerTrace(true), callerTrace(true)];
  await system.authorize({ key: secret, headers: byHeader.headers });
  await system.send({ method: 'POST', path: '/v1/verify', headers: inBody.headers, body: { key: secret } });
  await alice.request('POST', `/v1/keys/${key.keyId}/revoke`, { headers: revocation.headers });
  await eventually(async () => {
    const page = await system.metrics({ accept: 'application/openmetrics-text' });
    const naming = ({ traceId }: typeof revocation) => {
      const exemplar = `# {trace_id="${traceId}",span_id="[0-9a-f]{16}"} `;
      const lines = new RegExp(`^(\\w+)_bucket{.*(?:door|kind|route)="([^"]*)".*} \\d+ ${exemplar}`, 'gm');
      return [...page.matchAll(lines)].map(([, metric = '', label = '']) => `${metric} ${label}`).sort();
    };
    expect(naming(revocation)).toEqual([
      'http_request_duration_seconds /v1/keys/:keyId/revoke',
      'keyward_confirmation_wait_seconds revocation',
    ]);
    expect(naming(byHeader)).toEqual(['keyward_verify_duration_seconds authorize']);
    expect(naming(inBody)).toEqual(['keyward_verify_duration_seconds verify']);
  });
  expect(await system.metrics()).not.toContain('trace_id');
});

it('a problem and the log name the trace', async () => {
  const { traceId, headers } = callerTrace(true);
  const { body } = await alice.request('POST', '/v1/keys', { headers, body: { name: '' } });
  expect(problem.parse(body)).toMatchObject({ code: 'invalid-request', traceId });
  await eventually(() => {
    expect(system.output).toMatch(new RegExp(`"traceId":"${traceId}".*"msg":"request"`));
  });
});
