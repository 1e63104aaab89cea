import { afterAll, expect, it } from '@jest/globals';
import { status as Code } from '@grpc/grpc-js';
import { Verification } from '#protos';
import { startTracing } from '#process/tracing';
import { pino } from 'pino';
import { TraceCollector } from '../../../test/kit/trace-collector.js';
import { GrpcHouse } from '../testing/grpc-house.js';
import { newSecret } from '../testing/verification-system.js';

const { verify, verifyStream } = Verification.method;
const RECORDED = { traceId: '0af7651916cd43dd8448eb211c80319c', spanId: 'b7ad6b7169203331' };
const OTHER = 'd4cda95b652f4a1592b449d5929fda1b';
const { secret } = newSecret('c1');

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

it('a call is part of the trace of a caller that records it, and of no other', async () => {
  const { port } = await house.serve(await house.system.serving());
  const cutOff = await house.serve(house.system.replica());
  const recorded = { traceparent: `00-${RECORDED.traceId}-${RECORDED.spanId}-01` };
  for (const metadata of [{}, { traceparent: 'nonsense' }, { traceparent: `00-${OTHER}-${RECORDED.spanId}-00` }])
    await house.caller(port, metadata).ask(verify, { key: secret });
  await house.caller(port, recorded).ask(verify, { key: secret });
  await expect(house.caller(cutOff.port, recorded).ask(verify, { key: secret })).rejects.toMatchObject({
    code: Code.UNAVAILABLE,
  });
  const stream = house.caller(port, recorded).open(verifyStream);
  stream.end();
  await stream.resume().toArray();
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
  expect(log).toEqual([]);
  for (const { name, bytes } of collector.received) expect([name, bytes.includes(secret)]).toEqual([name, false]);
});
