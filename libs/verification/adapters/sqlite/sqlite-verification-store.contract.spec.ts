import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from '@jest/globals';
import { openDatabase } from '#sqlite';
import { ANN, digestOf } from '../../domain/testing/events.js';
import { verificationStoreContract } from '../../testing/verification-store.contract.js';
import { SqliteVerificationStore } from './sqlite-verification-store.js';

verificationStoreContract('sqlite', () => {
  const folder = mkdtempSync(join(tmpdir(), 'keyward-verification-'));
  return Promise.resolve({
    connect: () => Promise.resolve(SqliteVerificationStore.open(join(folder, 'derived.db'))),
    destroy: () => {
      rmSync(folder, { recursive: true });
      return Promise.resolve();
    },
  });
});

verificationStoreContract('sqlite, written by another', () => {
  const folder = mkdtempSync(join(tmpdir(), 'keyward-verification-'));
  const path = join(folder, 'derived.db');
  const writer = SqliteVerificationStore.open(path);
  return Promise.resolve({
    connect: () =>
      Promise.resolve(SqliteVerificationStore.reading(path, (...batch) => writer.apply(...structuredClone(batch)))),
    destroy: async () => {
      await writer.close();
      rmSync(folder, { recursive: true });
    },
  });
});

it('a file of an older version, which knows of no pause, is taken over', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'keyward-verification-'));
  const path = join(folder, 'derived.db');
  const older = openDatabase(path, { durability: 'normal' });
  older.exec(`
    CREATE TABLE verification_credentials (
      digest TEXT PRIMARY KEY, pepper_id TEXT NOT NULL, credential_id TEXT NOT NULL, key_id TEXT NOT NULL, owner_id TEXT NOT NULL,
      scope TEXT NOT NULL, mode TEXT NOT NULL, expires_at TEXT, active_until TEXT, grace_ended INTEGER NOT NULL, revoked_at TEXT,
      issued_version INTEGER NOT NULL, version INTEGER NOT NULL
    ) STRICT, WITHOUT ROWID;
    INSERT INTO verification_credentials VALUES ('${digestOf('c1')}', 'p1', 'c1', 'k1', '${ANN}', 'read-only', 'live', NULL, NULL, 0, NULL, 1, 1)`);
  older.close();
  const store = SqliteVerificationStore.open(path);
  await store.apply([{ kind: 'change', digest: digestOf('c1'), version: 2, changes: { paused: true } }], {});
  expect((await store.find([digestOf('c1')]))?.credential).toMatchObject({
    credentialId: 'c1',
    paused: true,
    version: 2,
  });
  expect(await store.livePepperIdsNot([], new Date())).toEqual(['p1']);
  await store.close();
  rmSync(folder, { recursive: true });
});

it.each([
  ['has kept the peppers', ''],
  ['has kept the peppers once, and no more', 'DROP TRIGGER verification_peppers_kept;'],
])('a file that %s knows those of credentials that an older version wrote meanwhile', async (_, before) => {
  const folder = mkdtempSync(join(tmpdir(), 'keyward-verification-'));
  const path = join(folder, 'derived.db');
  await SqliteVerificationStore.open(path).close();
  const older = openDatabase(path, { durability: 'normal' });
  older.exec(before);
  const write = older.prepare(`
    INSERT OR REPLACE INTO verification_credentials (digest, pepper_id, credential_id, key_id, owner_id, scope, mode, grace_ended, issued_version, version)
    VALUES (?, ?, ?, ?, '${ANN}', 'read-only', 'live', 0, 1, 1)`);
  for (const [nth, pepper] of ['p2', 'p1', 'p2'].entries()) {
    const id = `c${String(nth)}`;
    write.run(digestOf(id), pepper, id, id);
  }
  older.close();
  const store = SqliteVerificationStore.open(path);
  expect(await store.livePepperIdsNot([], new Date())).toEqual(['p1', 'p2']);
  await store.close();
  rmSync(folder, { recursive: true });
});
