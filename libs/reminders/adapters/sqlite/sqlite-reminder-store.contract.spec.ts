import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { reminderStoreContract } from '../../testing/reminder-store.contract.js';
import { SqliteReminderStore } from './sqlite-reminder-store.js';

reminderStoreContract('sqlite', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'keyward-reminders-'));
  return {
    connect: () => Promise.resolve(SqliteReminderStore.open(join(folder, 'reminders.db'))),
    destroy: () => rm(folder, { recursive: true }),
  };
});
