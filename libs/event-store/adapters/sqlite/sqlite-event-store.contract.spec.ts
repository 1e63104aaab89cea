import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openDatabase } from '#sqlite';
import { eventHistoryContract } from '../../testing/event-history.contract.js';
import { eventStoreContract } from '../../testing/event-store.contract.js';
import { SqliteEventStore } from './sqlite-event-store.js';

eventStoreContract('sqlite', () => {
  const folder = mkdtempSync(join(tmpdir(), 'keyward-events-'));
  const path = join(folder, 'events.db');
  return Promise.resolve({
    connect: () => Promise.resolve(SqliteEventStore.open(path)),
    appendRaw: ({ stream, firstVersion, commandId, envelopes }) => {
      const database = openDatabase(path, { durability: 'full' });
      database
        .prepare(
          'INSERT INTO commits (stream, first_version, last_version, command_id, events, appended_at) VALUES (?, ?, ?, ?, ?, ?)',
        )
        .run(
          stream,
          firstVersion,
          firstVersion + envelopes.length - 1,
          commandId,
          JSON.stringify(envelopes),
          Date.now(),
        );
      database.close();
      return Promise.resolve();
    },
    destroy: () => {
      rmSync(folder, { recursive: true });
      return Promise.resolve();
    },
  });
});

eventHistoryContract('sqlite', () => {
  const folder = mkdtempSync(join(tmpdir(), 'keyward-history-'));
  return Promise.resolve({
    connect: () => Promise.resolve(SqliteEventStore.open(join(folder, 'events.db'))),
    destroy: () => {
      rmSync(folder, { recursive: true });
      return Promise.resolve();
    },
  });
});
