import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { snapshotStoreContract } from '../../testing/snapshot-store.contract.js';
import { SqliteSnapshotStore } from './sqlite-snapshot-store.js';

snapshotStoreContract('sqlite', () => {
  const folder = mkdtempSync(join(tmpdir(), 'keyward-snapshots-'));
  return Promise.resolve({
    connect: () => Promise.resolve(SqliteSnapshotStore.open(join(folder, 'derived.db'))),
    destroy: () => {
      rmSync(folder, { recursive: true });
      return Promise.resolve();
    },
  });
});

snapshotStoreContract('sqlite, written by another', () => {
  const folder = mkdtempSync(join(tmpdir(), 'keyward-snapshots-'));
  const path = join(folder, 'derived.db');
  const writer = SqliteSnapshotStore.open(path);
  return Promise.resolve({
    connect: () =>
      Promise.resolve(SqliteSnapshotStore.reading(path, (snapshot) => writer.save(structuredClone(snapshot)))),
    destroy: async () => {
      await writer.close();
      rmSync(folder, { recursive: true });
    },
  });
});
