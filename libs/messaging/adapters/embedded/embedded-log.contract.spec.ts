import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { messagingContract } from '../../testing/messaging.contract.js';
import { EmbeddedLog } from './embedded-log.js';

messagingContract('embedded', async (topics) => {
  const folder = await mkdtemp(join(tmpdir(), 'keyward-log-'));
  const files = { eventsPath: join(folder, 'events.db'), derivedPath: join(folder, 'derived.db') };
  return {
    start: () => Promise.resolve(EmbeddedLog.open({ ...files, topics, backOff: { firstMs: 1, capMs: 4 } })),
    discard: () => rm(folder, { recursive: true }),
  };
}, { compactsAtOnce: true });
