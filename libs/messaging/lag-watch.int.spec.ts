import { afterEach, beforeEach, expect, it } from '@jest/globals';
import { pino } from 'pino';
import { Registry } from 'prom-client';
import { TOPICS } from '#contracts';
import { eventually } from '../../test/kit/eventually.js';
import { EmbeddedLog } from './adapters/embedded/embedded-log.js';
import { LagWatch } from './lag-watch.js';
import { type Subscription } from './subscriber.js';

const { name: topic } = TOPICS.keyUsage;
const lines: string[] = [];
const subscriptions: Subscription[] = [];
const held: (() => void)[] = [];
let metrics: Registry;
let log: EmbeddedLog;

beforeEach(() => {
  lines.length = 0;
  metrics = new Registry();
  const logger = pino(
    {},
    {
      write: (line) => {
        lines.push(line);
      },
    },
  );
  log = EmbeddedLog.open({
    eventsPath: ':memory:',
    lagWatch: new LagWatch({ metrics, logger, everyMs: 5, stalledMs: 20 }),
  });
});
afterEach(async () => {
  for (const go of held.splice(0)) go();
  await Promise.all(subscriptions.splice(0).map((subscription) => subscription.close()));
  await log.close();
});

const send = (records: number) =>
  log.publisher.send(
    topic,
    Array.from({ length: records }, () => ({ key: 'k', headers: {}, value: null })),
  );
const page = () => metrics.metrics();
/** A consumer that handles records when it is let. */
async function consumer(mode: 'group' | 'broadcast') {
  let go = (): void => undefined;
  const gate = new Promise<void>((resolve) => {
    go = resolve;
  });
  held.push(go);
  const handle = () => gate;
  subscriptions.push(
    await log.subscriber.subscribe(
      mode === 'group'
        ? { mode, topic, group: 'counting', onPermanent: 'skip', handle }
        : { mode, topic, after: {}, handle },
    ),
  );
  return { go };
}

it.each([
  ['group', 'counting'],
  ['broadcast', 'broadcast'],
] as const)(
  'a consumer (%s) that handles nothing while its topic grows shows how far it is behind, and since when, and is reported once in a while',
  async (mode, group) => {
    const { go } = await consumer(mode);
    expect(await page()).toContain(`keyward_consumer_lag_records{topic="${topic}",group="${group}"} 0`);
    await send(3);
    await send(4);
    await eventually(async () => {
      expect(await page()).toContain(`keyward_consumer_lag_records{topic="${topic}",group="${group}"} 7`);
    });
    await eventually(() => {
      expect(lines.filter((line) => line.includes('handles nothing')).length).toBeGreaterThan(1);
    });
    await eventually(() => {
      expect(JSON.parse(lines.at(-1) ?? '')).toMatchObject({
        level: 40,
        topic,
        group,
        records: 7,
        msg: 'a consumer handles nothing although records wait for it',
      });
    });
    expect(
      Number(
        new RegExp(`^keyward_consumer_stalled_seconds\\{topic="${topic}",group="${group}"\\} (.*)$`, 'm').exec(
          await page(),
        )?.[1],
      ),
    ).toBeGreaterThan(0);
    go();
    await eventually(async () => {
      expect(await page()).toContain(`keyward_consumer_lag_records{topic="${topic}",group="${group}"} 0`);
    });
    await eventually(() => {
      expect(lines.at(-1)).toContain('the consumer handles records again');
    });
    expect(await page()).toContain(`keyward_consumer_stalled_seconds{topic="${topic}",group="${group}"} 0`);
  },
);

it('of two consumers with the same labels the one that is further behind is shown', async () => {
  const [stuck, well] = [await consumer('broadcast'), await consumer('broadcast')];
  well.go();
  await send(3);
  await eventually(() => {
    expect(lines.join()).toContain('handles nothing');
  });
  const shown = async (metric: string) =>
    Number(new RegExp(`^${metric}\\{topic="${topic}",group="broadcast"\\} (.*)$`, 'm').exec(await page())?.[1]);
  await eventually(async () => {
    expect(await shown('keyward_consumer_lag_records')).toBe(3);
  });
  expect(await shown('keyward_consumer_stalled_seconds')).toBeGreaterThan(0);
  stuck.go();
  await eventually(async () => {
    expect(await shown('keyward_consumer_stalled_seconds')).toBe(0);
  });
});

it('a consumer that was closed is not shown any more', async () => {
  const { go } = await consumer('group');
  go();
  expect(await page()).toContain('group="counting"');
  await subscriptions.pop()?.close();
  expect(await page()).not.toContain('group="counting"');
});
