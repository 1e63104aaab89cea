import { createHash } from 'node:crypto';
import {
  chmodSync,
  copyFileSync,
  createReadStream,
  existsSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { z } from 'zod';
import { DatabaseSnapshot, faultOfDatabase } from '#sqlite';
import { DATABASES, databasesIn, type DataFile, DataFault, presentIn, reasonOf, SECRETS } from './data-files.js';
import { sync } from './durable-files.js';
import { requireKnownSchemas } from './schemas.js';

const MANIFEST = 'backup.json';
const manifest = z.object({
  format: z.literal(1),
  takenAt: z.iso.datetime(),
  files: z.array(
    z.object({ name: z.enum([...DATABASES, ...SECRETS]), bytes: z.int(), sha256: z.string().regex(/^[0-9a-f]{64}$/) }),
  ),
});

/** What stands in a backup. */
export interface Backup {
  readonly folder: string;
  /** Every change that was answered before is in it. */
  readonly takenAt: Date;
  readonly files: readonly DataFile[];
  readonly bytes: number;
}

/**
 * Copies the data folder at `from` into the new folder `to`, which appears when it is whole. Keyward may run on `from`:
 * each database is copied as it is at one instant, and none is ahead of what it is derived from.
 * @throws DataFault when there is nothing to copy, when it is damaged, or when `to` cannot be made.
 */
export async function backUp(from: string, to: string): Promise<Backup> {
  const [source, target] = [resolve(from), resolve(to)];
  if (!existsSync(join(source, 'events.db')))
    throw new DataFault(
      `DATA_DIR: ${source} holds no events.db. Set DATA_DIR to the data folder of a standalone Keyward.`,
    );
  requireKnownSchemas(source);
  if (!relative(source, target).startsWith('..'))
    throw new DataFault(`${target} is within the data folder. Choose one outside, better on another disk.`);
  if (existsSync(target)) throw new DataFault(`${target} is there already. Choose a folder that is not.`);
  const building = newFolderBeside(target);
  try {
    const { takenAt, files } = await copyAll(source, building);
    writeFileSync(
      join(building, MANIFEST),
      JSON.stringify({ format: 1, takenAt: takenAt.toISOString(), files }, null, 2),
      { mode: 0o600, flush: true },
    );
    sync(building);
    renameSync(building, target);
    sync(dirname(target));
  } catch (error) {
    rmSync(building, { recursive: true, force: true });
    throw error;
  }
  return readBackup(target);
}

async function copyAll(source: string, target: string) {
  const secrets = presentIn(source, SECRETS);
  for (const name of secrets) copyFileSync(join(source, name), join(target, name));
  const snapshots = new Map<DataFile, DatabaseSnapshot>();
  const takenAt = new Date();
  try {
    // all at once: the log forgets uses soon after they are counted in another file
    for (const name of databasesIn(source))
      snapshots.set(name, await unlessDamaged(join(source, name), () => DatabaseSnapshot.open(join(source, name))));
    for (const [name, snapshot] of snapshots)
      await unlessDamaged(join(source, name), () => copyWhole(snapshot, join(target, name)));
  } finally {
    for (const snapshot of snapshots.values()) snapshot.close();
  }
  const files = [];
  for (const name of [...secrets, ...snapshots.keys()]) {
    chmodSync(join(target, name), 0o600);
    sync(join(target, name));
    files.push({ name, ...(await contentOf(join(target, name))) });
  }
  return { takenAt, files };
}

async function copyWhole(snapshot: DatabaseSnapshot, to: string): Promise<void> {
  await snapshot.copyTo(to);
  const fault = faultOfDatabase(to);
  if (fault !== null) throw new Error(fault);
}

/** A backup of what is damaged would take the place of one that is not. */
async function unlessDamaged<T>(file: string, work: () => T | Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw new DataFault(
      `${file} cannot be copied (${reasonOf(error)}), so there is no backup of this folder now. Keep the earlier ones; what can be done: docs/operations.md, “A damaged data folder”.`,
      { cause: error },
    );
  }
}

/**
 * The backup in `folder`, every file compared with what was written.
 * @throws DataFault when it is not there, not whole, or not as it was written.
 */
export async function readBackup(folder: string): Promise<Backup> {
  const path = resolve(folder);
  const { takenAt, files } = manifestOf(path);
  for (const { name, ...written } of files) {
    const found = existsSync(join(path, name)) ? await contentOf(join(path, name)) : null;
    if (found?.bytes !== written.bytes || found.sha256 !== written.sha256)
      throw new DataFault(`${join(path, name)} is not as the backup wrote it. Use another backup.`);
  }
  requireKnownSchemas(path, 'backup');
  return {
    folder: path,
    takenAt: new Date(takenAt),
    files: files.map(({ name }) => name),
    bytes: files.reduce((sum, { bytes }) => sum + bytes, 0),
  };
}

function manifestOf(path: string): z.infer<typeof manifest> {
  let text: string;
  try {
    text = readFileSync(join(path, MANIFEST), 'utf8');
  } catch (error) {
    throw new DataFault(
      `${path} is no backup: ${MANIFEST} cannot be read in it. Name a folder that “ops backup” made.`,
      {
        cause: error,
      },
    );
  }
  const parsed = manifest.safeParse(jsonOf(text));
  if (!parsed.success)
    throw new DataFault(
      `${join(path, MANIFEST)} cannot be understood: it was altered, or written by a newer version. Use another backup, or that version.`,
    );
  if (!parsed.data.files.some(({ name }) => name === 'events.db'))
    throw new DataFault(`${join(path, MANIFEST)} names no events.db. Use another backup.`);
  return parsed.data;
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function newFolderBeside(target: string): string {
  try {
    return mkdtempSync(`${target}.unfinished-`); // mode 0700
  } catch (error) {
    throw new DataFault(`${target} cannot be made (${reasonOf(error)}).`, {
      cause: error,
    });
  }
}

async function contentOf(file: string): Promise<{ readonly bytes: number; readonly sha256: string }> {
  const hash = createHash('sha256');
  await pipeline(createReadStream(file), hash);
  return { bytes: statSync(file).size, sha256: hash.digest('hex') };
}
