import { afterEach, beforeEach, expect, it } from '@jest/globals';
import { pino } from 'pino';
import { Registry } from 'prom-client';
import { TOPICS } from '#contracts';
import { EmbeddedLog } from '#messaging/adapters/embedded';
import { eventually } from '../../../test/kit/eventually.js';
import { ACTIVITY_GROUPS } from './activity-groups.js';
import { ActivityLag } from './activity-lag.js';

const { name: topic } = TOPICS.keyUsage;
const lines: string[] = [];
let log: EmbeddedLog;
let lag: ActivityLag;
let metrics: Registry;

beforeEach(() => {
  lines.length = 0;
  metrics = new Registry();
  log = EmbeddedLog.open({ eventsPath: ':memory:' });
  lag = new ActivityLag({
    subscriber: log.subscriber,
    metrics,
    logger: pino(
      {},
      {
        write: (line) => {
          lines.push(line);
        },
      },
    ),
    lookEveryMs: 5,
    lateMs: 30,
  });
  lag.start();
});
afterEach(async () => {
  lag.close();
  await log.close();
});

it('shows how many records wait and how late uses are shown, and says so when that is long', async () => {
  expect(await metrics.metrics()).toMatch(/^keyward_activity_lag_records 0$[^]*^keyward_activity_lag_seconds 0$/m);
  await log.publisher.send(topic, [
    { key: 'k', headers: {}, value: null },
    { key: 'k', headers: {}, value: null },
  ]);
  await eventually(() => {
    expect(JSON.parse(lines[0] ?? '{}')).toMatchObject({
      level: 40,
      records: 2,
      msg: 'activity is behind: what keys were used for is shown late',
    });
  });
  const page = await metrics.metrics();
  expect(page).toMatch(/^keyward_activity_lag_records 2$/m);
  expect(Number(/^keyward_activity_lag_seconds (.*)$/m.exec(page)?.[1])).toBeGreaterThan(0);

  const subscription = await log.subscriber.subscribe({
    mode: 'group',
    topic,
    group: ACTIVITY_GROUPS.usage,
    onPermanent: 'skip',
    handle: (records) => {
      lag.handled(records);
      return Promise.resolve();
    },
  });
  await eventually(async () => {
    expect(await metrics.metrics()).toMatch(/^keyward_activity_lag_records 0$[^]*^keyward_activity_lag_seconds 0$/m);
  });
  await subscription.close();
});
