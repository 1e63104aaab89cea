import { create, toBinary } from '@bufbuild/protobuf';
import { afterAll, expect, it } from '@jest/globals';
import { status as Code } from '@grpc/grpc-js';
import { Verification, VerifyStreamRequestSchema } from '#protos';
import { startTracing } from '#process/tracing';
import { type Exemplar } from '#process';
import { pino } from 'pino';
import { type Histogram, type Registry } from 'prom-client';
import { TraceCollector } from '../../../test/kit/trace-collector.js';
import { GrpcHouse } from '../testing/grpc-house.js';
import { newSecret } from '../testing/verification-system.js';

const { verify, verifyStream } = Verification.method;
const RECORDED = { traceId: '0af7651916cd43dd8448eb211c80319c', spanId: 'b7ad6b7169203331' };
const OTHER = 'd4cda95b652f4a1592b449d5929fda1b';
const { secret } = newSecret('c1');
const QUESTION = { id: 1n, request: { key: secret } };

const house = new GrpcHouse();
const log: string[] = [];
const collector = await TraceCollector.start();
const endTracing = await startTracing(
  { OTEL_EXPORTER_OTLP_ENDPOINT: collector.address, OTEL_TRACES_SAMPLER_ARG: 1 },
  'verification',
  pino({}, { write: (line: string) => void log.push(line) }),
);
afterAll(async () => {
  await house.close();
  await collector.stop();
});

/** What buckets of the durations of verdicts name, with their doors. */
async function exemplarsOf({ metrics }: { readonly metrics: Registry }) {
  const durations = metrics.getSingleMetric('keyward_verify_duration_seconds') as Histogram;
  return (await durations.get()).values.flatMap((value) =>
    'exemplar' in value ? [{ door: value.labels['door'], exemplar: (value.exemplar as Exemplar).labelSet }] : [],
  );
}

it('a call is part of the trace of a caller that records it, which metrics name, and of no other', async () => {
  const replica = await house.system.serving();
  const { port } = await house.serve(replica);
  const cutOff = await house.serve(house.system.replica());
  const recorded = { traceparent: `00-${RECORDED.traceId}-${RECORDED.spanId}-01` };
  for (const metadata of [{}, { traceparent: 'nonsense' }, { traceparent: `00-${OTHER}-${RECORDED.spanId}-00` }])
    await house.caller(port, metadata).ask(verify, { key: secret });
  await house.caller(port, recorded).ask(verify, { key: secret });
  await expect(house.caller(cutOff.port, recorded).ask(verify, { key: secret })).rejects.toMatchObject({
    code: Code.UNAVAILABLE,
  });
  const stream = house.caller(port, recorded).open(verifyStream);
  stream.end(Buffer.from(toBinary(VerifyStreamRequestSchema, create(VerifyStreamRequestSchema, QUESTION))));
  await stream.resume().toArray();
  const named = await exemplarsOf(replica);
  await endTracing();

  const { traceId, spanId: parentSpanId } = RECORDED;
  const call = (name: string, status: Code) => ({
    traceId,
    parentSpanId,
    name: `keyward.v1.Verification/${name}`,
    attributes: { 'rpc.system': 'grpc', 'rpc.grpc.status_code': status },
  });
  expect(collector.spans).toMatchObject([
    call('Verify', Code.OK),
    call('Verify', Code.UNAVAILABLE),
    call('VerifyStream', Code.OK),
  ]);
  const [verified, , streamed] = collector.spans.map(({ spanId }) => ({ trace_id: traceId, span_id: spanId }));
  expect(named).toEqual([
    { door: 'grpc', exemplar: verified },
    { door: 'grpc-stream', exemplar: streamed },
  ]);
  expect(log).toEqual([]);
  for (const { name, bytes } of collector.received) expect([name, bytes.includes(secret)]).toEqual([name, false]);
});
