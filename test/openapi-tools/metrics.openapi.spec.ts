import { expect, it } from '@jest/globals';
import { join } from 'node:path';
import { callerTrace } from '../kit/caller-trace.js';
import { TraceCollector } from '../kit/trace-collector.js';
import { person } from '../kit/users.js';
import { start } from '../profiles/standalone.js';
import { outcomeOf, pythonTool } from './installed-tools.js';

const READER = join(import.meta.dirname, 'consumers/read_metrics.py');

it('Prometheus’ parser of OpenMetrics reads every metric, under the names of the text format, and the exemplars', async () => {
  const collector = await TraceCollector.start();
  try {
    await using keyward = await start({ env: { OTEL_EXPORTER_OTLP_ENDPOINT: collector.address, WORKERS: '2' } });
    const { secret } = await keyward.as(person('ada', 'analyst')).createKey();
    expect((await keyward.authorize({ key: secret, headers: callerTrace(true).headers })).status).toBe(200);
    const { code, output } = await outcomeOf([...(await pythonTool()), READER], {
      env: { PATH: process.env['PATH'], KEYWARD_URL: keyward.addressOf('/metrics') },
    });
    expect([code, output]).toEqual([0, expect.stringMatching(/^\{.*\}$/m)]);
    expect(JSON.parse(output)).toEqual({
      'in one alone': [],
      exemplars: ['http_request_duration', 'keyward_confirmation_wait', 'keyward_verify_duration'].flatMap((metric) =>
        ['span_id', 'trace_id'].map((label) => `${metric}_seconds_bucket ${label}`),
      ),
    });
  } finally {
    await collector.stop();
  }
});
