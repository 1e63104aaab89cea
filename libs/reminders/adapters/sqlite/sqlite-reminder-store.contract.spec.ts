import { afterEach, describe, expect, it } from '@jest/globals';
import { mkdtempSync, rmSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openDatabase } from '#sqlite';
import { onDay } from '../../domain/testing/events.js';
import { keyChange, ownerChange } from '../../testing/changes.js';
import { reminderStoreContract } from '../../testing/reminder-store.contract.js';
import { SqliteContactStore } from './sqlite-contact-store.js';
import { SqliteReminderStore } from './sqlite-reminder-store.js';

reminderStoreContract('sqlite', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'keyward-reminders-'));
  return {
    connect: () => Promise.resolve(SqliteReminderStore.open(join(folder, 'reminders.db'))),
    destroy: () => rm(folder, { recursive: true }),
  };
});

describe('a file that an older version made', () => {
  const folder = mkdtempSync(join(tmpdir(), 'keyward-older-'));
  const path = join(folder, 'reminders.db');
  afterEach(() => {
    rmSync(folder, { recursive: true });
  });

  it('is taken over: addresses stay, and each key that expires and has a reminder is looked at once', async () => {
    const reminders = SqliteReminderStore.open(path);
    const far = new Date(Date.now() + 300 * 86_400_000);
    const past = onDay(-2000);
    await reminders.save(
      [
        ownerChange('acme/ann', 1, [
          keyChange({ keyId: 'expires', expiresAt: far }, null),
          keyChange({ keyId: 'expires-and-wakes', expiresAt: far }, far),
          keyChange({ keyId: 'is-due', expiresAt: far }, past),
          keyChange({ keyId: 'no-expiry' }, far),
          keyChange({ keyId: 'no-reminder', expiresAt: far, intervalDays: null }, null),
          keyChange({ keyId: 'revoked', expiresAt: far, revoked: true }, null),
        ]),
      ],
      {},
    );
    await reminders.close();
    const contacts = SqliteContactStore.open(path);
    await contacts.save([
      {
        ownerId: 'acme/ann',
        contact: { ownerId: 'acme/ann', email: 'ann@acme.example', name: null },
        position: { partition: 0, offset: 1 },
      },
    ]);
    await contacts.close();
    const database = openDatabase(path, { durability: 'normal' });
    database.exec('ALTER TABLE reminders DROP COLUMN plan; ALTER TABLE contacts DROP COLUMN refused');
    database.close();

    const again = SqliteContactStore.open(path);
    expect(await again.find('acme/ann')).toMatchObject({ email: 'ann@acme.example', refused: false });
    await again.close();
    for (const woken of [['expires', 'expires-and-wakes', 'is-due'], ['is-due']]) {
      const store = SqliteReminderStore.open(path, { soleProcess: true });
      const claims = await store.claim({ dueBy: new Date(), at: new Date(), claimMs: 1000, limit: 10 });
      expect(claims.map(({ keyId }) => keyId).sort()).toEqual(woken);
      for (const claim of claims.filter(({ keyId }) => keyId !== 'is-due'))
        await store.conclude(claim, 1, { wakeAt: far, restsUntil: null, settled: [], failures: null });
      await store.close();
    }
  });
});
