import { pino } from 'pino';
import { Registry } from 'prom-client';
import { SystemClock } from '#process';
import { openDataFolder, openEmbedded } from '#profiles/embedded';
import { openConsumers } from '#profiles/embedded/consuming';
import { WRITER_ENTRY } from './thread-entries.js';

/**
 * All that a start does with the files of a data folder before it serves anybody, one more event of `acme/ann`, and an
 * orderly end.
 * @param onLine what is logged.
 * @returns how many events there are then.
 */
export async function startAndStop(folder: string, onLine: (line: string) => void = () => undefined): Promise<number> {
  const data = openDataFolder(folder);
  try {
    data.secret('jwt-secret');
    const logger = pino({}, { write: onLine });
    const { stores, publisher, tasks } = openEmbedded({
      folder: data,
      clock: new SystemClock(),
      logger,
      metrics: new Registry(),
      writerEntry: WRITER_ENTRY,
    });
    await Promise.all([tasks['log writer'].start(), tasks['derived writer'].start()]);
    const consumers = { databases: data.databases, logger, metrics: new Registry(), deadLetters: publisher };
    const { activity, reminders } = openConsumers(consumers);
    data.secret('pepper');
    const head = (await stores.events.read('acme/ann', 0)).at(-1)?.lastVersion ?? 0;
    const seen = { event: { type: 'OwnerSeen' }, at: '2026-01-01T00:00:00.000Z', by: 'user:acme/ann' } as const;
    await stores.events.append('acme/ann', head, [seen], { commandId: `c${String(head)}` });
    await publisher.send('owner-contacts', [{ key: 'acme/ann', headers: {}, value: null }]);
    for (const opened of [
      ...Object.values(activity),
      ...Object.values(reminders),
      ...Object.values(tasks).toReversed(),
    ])
      await opened.close();
    return head + 1;
  } finally {
    data.release();
  }
}
