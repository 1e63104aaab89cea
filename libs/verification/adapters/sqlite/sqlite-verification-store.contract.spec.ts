import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { verificationStoreContract } from '../../testing/verification-store.contract.js';
import { SqliteVerificationStore } from './sqlite-verification-store.js';

verificationStoreContract('sqlite', () => {
  const folder = mkdtempSync(join(tmpdir(), 'keyward-verification-'));
  return Promise.resolve({
    connect: () => Promise.resolve(SqliteVerificationStore.open(join(folder, 'derived.db'))),
    destroy: () => { rmSync(folder, { recursive: true }); return Promise.resolve(); },
  });
});
