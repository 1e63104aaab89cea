import { afterAll, expect, it } from '@jest/globals';
import { Problem } from '#contracts';
import { inSpan, startTracing } from '#process/tracing';
import { createServer, type ServerResponse } from 'node:http';
import { type AddressInfo } from 'node:net';
import { pino } from 'pino';
import { TraceCollector } from '../../../test/kit/trace-collector.js';
import { SendingProblems } from './send-raw.js';

const collector = await TraceCollector.start();
const endTracing = await startTracing(
  { OTEL_EXPORTER_OTLP_ENDPOINT: collector.address, OTEL_TRACES_SAMPLER_ARG: 1 },
  'test',
  pino({ level: 'silent' }),
);
const problems = new SendingProblems();
const send = (response: ServerResponse, requestId: string) => {
  problems.send(response, requestId, 'revoked', () => new Problem('revoked'));
  return Promise.resolve();
};
const server = createServer((request, response) => {
  const requestId = request.url?.slice(1) ?? '';
  void (requestId === 'traced' ? inSpan('verdict', () => send(response, requestId)) : send(response, requestId));
});
await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
afterAll(async () => {
  server.closeAllConnections();
  server.close();
  await endTracing();
  await collector.stop();
});

it('a problem that is made once has the id of each request, although the first was part of a trace', async () => {
  const { port } = server.address() as AddressInfo;
  for (const requestId of ['traced', 'r2']) {
    const answer = await fetch(`http://127.0.0.1:${String(port)}/${requestId}`);
    const body = await answer.json();
    expect(body).toMatchObject({ code: 'revoked', requestId });
    expect(body).not.toHaveProperty('traceId');
  }
});
