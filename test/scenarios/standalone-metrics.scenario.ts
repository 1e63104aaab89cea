import { expect, it } from '@jest/globals';
import { documentedMetrics, shownMetrics } from '../kit/documented-metrics.js';
import { start } from '../profiles/index.js';

it('standalone shows the metrics that docs/metrics.md says it shows', async () => {
  await using system = await start({ env: { TCP_PORT: '0', GRPC_PORT: '0' } });
  expect(shownMetrics(await system.metrics())).toEqual(documentedMetrics('standalone'));
});
