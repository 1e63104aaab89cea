import { chmodSync, copyFileSync, existsSync, mkdirSync, readdirSync, renameSync, rmdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { type Backup } from './backup.js';
import { ownFilesIn } from './data-files.js';
import { sync } from './durable-files.js';

/** Half a copy: thrown away by the next restore. */
const COPYING = 'restore.copying';
/** A whole copy. From the moment it has this name, the restore is finished, by the next start if need be. */
const READY = 'restore.ready';
/** All that was there before is out of the way. */
const MOVING = 'restore.moving';
const REPLACED = 'replaced';

/** Copies `backup` into the folder at `path`, in a place where nobody looks yet. The caller holds the folder's lock. */
export function copyToRestore({ folder, files }: Backup, path: string): string {
  const copying = join(path, COPYING);
  rmSync(copying, { recursive: true, force: true });
  mkdirSync(copying, { mode: 0o700 });
  for (const name of files) {
    copyFileSync(join(folder, name), join(copying, name));
    chmodSync(join(copying, name), 0o600);
  }
  return copying;
}

/**
 * Puts what `copyToRestore` has copied in the place of what is in the folder at `path`.
 * @returns where that was moved to.
 */
export function putInPlace(path: string): string {
  const copying = join(path, COPYING);
  for (const name of readdirSync(copying)) sync(join(copying, name));
  sync(copying);
  renameSync(copying, join(path, READY));
  sync(path);
  return finishRestore(path) ?? path;
}

/**
 * Does what is left of a restore that was broken off once everything was copied; nothing when there was none. The
 * caller holds the folder's lock.
 * @returns where the files that it replaced were moved to.
 */
export function finishRestore(path: string): string | undefined {
  const [ready, moving] = [join(path, READY), join(path, MOVING)];
  if (existsSync(ready)) {
    mkdirSync(join(ready, REPLACED), { recursive: true, mode: 0o700 });
    for (const name of ownFilesIn(path)) renameSync(join(path, name), join(ready, REPLACED, name));
    sync(join(ready, REPLACED));
    sync(path);
    renameSync(ready, moving);
    sync(path);
  }
  if (!existsSync(moving)) return undefined;
  for (const name of ownFilesIn(moving)) renameSync(join(moving, name), join(path, name));
  sync(path);
  const replaced = join(path, `replaced-${new Date().toISOString().replaceAll(/[-:]|\.\d+/g, '')}`);
  if (existsSync(join(moving, REPLACED))) renameSync(join(moving, REPLACED), replaced);
  rmdirSync(moving);
  sync(path);
  return replaced;
}
