import { afterEach, expect, it } from '@jest/globals';
import { createServer, type IncomingHttpHeaders, type Server } from 'node:http';
import { type AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { pino } from 'pino';
import { activeSpan, inSpan, traceHeaders } from './spans.js';
import { startTracing } from './start-tracing.js';

const logger = pino({ level: 'silent' });
let server: Server | undefined;
let end: () => Promise<void> = () => Promise.resolve();
afterEach(async () => {
  await end();
  server?.closeAllConnections();
  await (server === undefined ? undefined : new Promise((resolve) => server?.close(resolve)));
});

interface Received {
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

/** Tracing that is on; `received` is what its collector got. */
async function traced(more: { readonly share?: number; readonly headers?: string; readonly hangs?: boolean } = {}) {
  const received: Received[] = [];
  server = createServer((request, response) => {
    void text(request).then((body) => {
      received.push({ headers: request.headers, body });
      if (more.hangs !== true) response.end('{}');
    });
  });
  await new Promise<void>((resolve) => server?.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const options = {
    OTEL_EXPORTER_OTLP_ENDPOINT: `http://127.0.0.1:${String(port)}/`,
    OTEL_TRACES_SAMPLER_ARG: more.share ?? 1,
    ...(more.headers !== undefined && { OTEL_EXPORTER_OTLP_HEADERS: more.headers }),
  };
  end = await startTracing(options, 'test', logger);
  return received;
}

it('without an endpoint work runs as it is, and names no trace', async () => {
  end = await startTracing({ OTEL_TRACES_SAMPLER_ARG: 1 }, 'test', logger);
  expect(await inSpan('work', () => Promise.resolve([traceHeaders(), activeSpan()]))).toEqual([{}, undefined]);
});

it('spans go to the collector with its headers, the last ones at the end', async () => {
  const received = await traced({ headers: 'authorization=Basic%20abc, x-team=keys' });
  const { traceparent } = await inSpan('outer', () => inSpan('inner', () => Promise.resolve(traceHeaders())));
  expect(traceparent).toMatch(/^00-[0-9a-f]{32}-[0-9a-f]{16}-01$/);
  await end();
  expect(received).toHaveLength(1);
  expect(received[0]?.headers).toMatchObject({ authorization: 'Basic abc', 'x-team': 'keys' });
  expect(received[0]?.body).toMatch(/"name":"inner".*"name":"outer"/);
});

it('of an error a span says the name, and nothing that its message quotes', async () => {
  const received = await traced();
  const work = inSpan('work', () => Promise.reject(new RangeError('of kw_live_secret')));
  await expect(work).rejects.toThrow('of kw_live_secret');
  await end();
  expect(received[0]?.body).toContain('RangeError');
  expect(received[0]?.body).not.toContain('kw_live_secret');
});

it('a share of 0 records nothing that begins here, and others are told so', async () => {
  const received = await traced({ share: 0 });
  const { traceparent } = await inSpan('work', () => Promise.resolve(traceHeaders()));
  expect(traceparent).toMatch(/-00$/);
  await end();
  expect(received).toEqual([]);
});

it('a collector that hangs does not hold up the end', async () => {
  const received = await traced({ hangs: true });
  await inSpan('work', () => Promise.resolve());
  await end();
  expect(received).toHaveLength(1);
});
