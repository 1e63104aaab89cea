import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import { Registry } from 'prom-client';
import { LagWatch } from '../../lag-watch.js';
import { messagingContract } from '../../testing/messaging.contract.js';
import { EmbeddedLog } from './embedded-log.js';

messagingContract(
  'embedded',
  async (topics) => {
    const folder = await mkdtemp(join(tmpdir(), 'keyward-log-'));
    const files = { eventsPath: join(folder, 'events.db'), groupsPath: join(folder, 'groups.db') };
    return {
      start: () =>
        Promise.resolve(
          EmbeddedLog.open({
            ...files,
            topics,
            backOff: { firstMs: 1, capMs: 4 },
            lagWatch: new LagWatch({ metrics: new Registry(), logger: pino({ enabled: false }) }),
          }),
        ),
      discard: () => rm(folder, { recursive: true }),
    };
  },
  { compactsAtOnce: true },
);
