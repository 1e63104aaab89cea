import { DatabaseSync } from 'node:sqlite';
import { join } from 'node:path';
import { isBusy } from './when-free.js';

/** Another process holds the folder. */
export class FolderInUse extends Error {
  override readonly name = 'FolderInUse';
}

/** A database that nobody refers to is closed when memory is collected, and its lock ends with it. */
const held = new Set<DatabaseSync>();

/**
 * Takes `folder` for this process until `release()` or the process ends. The lock is the operating system's (SQLite's
 * own file lock), so that a killed process leaves none behind.
 * @throws FolderInUse
 */
export function lockFolder(folder: string): { release(): void } {
  const lock = new DatabaseSync(join(folder, 'keyward.lock'), { timeout: 0 });
  try {
    lock.exec('PRAGMA locking_mode = EXCLUSIVE; BEGIN EXCLUSIVE');
  } catch (error) {
    lock.close();
    throw isBusy(error) ? new FolderInUse(`${folder} is in use by another Keyward process`, { cause: error }) : error;
  }
  held.add(lock);
  return {
    release: () => {
      held.delete(lock);
      lock.close();
    },
  };
}
