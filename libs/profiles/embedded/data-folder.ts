import { randomBytes } from 'node:crypto';
import {
  accessSync,
  chmodSync,
  constants,
  existsSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  writeFileSync,
} from 'node:fs';
import { join, resolve } from 'node:path';
import { FolderInUse, lockFolder } from '#sqlite';
import { StartRefused } from '#env';
import { DataFault, filesOf, ownFilesIn, presentIn, reasonOf, type Secret } from './data-files.js';
import { finishRestore } from './restore.js';

/** Where the databases of a data folder are. */
export interface DatabasePaths {
  readonly eventsDb: string;
  readonly derivedDb: string;
  readonly activityDb: string;
  readonly remindersDb: string;
}

/** The folder that holds everything a standalone Keyward knows; one process at a time. */
export interface DataFolder {
  readonly path: string;
  readonly databases: DatabasePaths;
  /** Where mails are written when no SMTP server is configured. */
  readonly outbox: string;
  /** The secret `name`, made once (32 random bytes, base64, readable by the owner only) and read from then on. */
  secret(name: Secret): string;
  release(): void;
}

const OUTBOX = 'outbox';
const SECRET_BYTES = 32;

/**
 * Creates the folder if it is missing (mode 0700) and takes it for this process. From then on nobody else can read a
 * file of it, nor any file that this process makes, whatever the mode of a folder or a file that was there before.
 * @throws StartRefused when it cannot be created or written, or when another process holds it.
 */
export function openDataFolder(directory: string): DataFolder {
  const path = resolve(directory);
  process.umask(0o077);
  const lock = takeFolder(path);
  finishRestore(path);
  keepToOwner(path);
  return {
    path,
    databases: {
      eventsDb: join(path, 'events.db'),
      derivedDb: join(path, 'derived.db'),
      activityDb: join(path, 'activity.db'),
      remindersDb: join(path, 'reminders.db'),
    },
    outbox: join(path, OUTBOX),
    secret: (name) => readOrCreateSecret(path, name),
    release: () => {
      lock.release();
    },
  };
}

function takeFolder(path: string): { release(): void } {
  try {
    mkdirSync(path, { recursive: true, mode: 0o700 });
    accessSync(path, constants.R_OK | constants.W_OK | constants.X_OK);
  } catch (error) {
    throw new StartRefused(
      `DATA_DIR: ${path} cannot be written. Choose a folder that this user may create and write, for example DATA_DIR=./data.`,
      { cause: error },
    );
  }
  try {
    return lockFolder(path);
  } catch (error) {
    if (error instanceof FolderInUse) {
      throw new StartRefused(
        `DATA_DIR: ${path} is in use by another Keyward process. Stop that one, or start this one with another DATA_DIR.`,
        { cause: error },
      );
    }
    throw new StartRefused(
      `DATA_DIR: ${path} cannot be locked (${reasonOf(error)}). When no Keyward runs on it, move the file keyward.lock in it away and start again.`,
      { cause: error },
    );
  }
}

/**
 * An earlier version, or a backup, may have left them readable to others. Only our own files are touched: the folder
 * may be shared.
 */
function keepToOwner(path: string): void {
  const outbox = join(path, OUTBOX);
  const mails = existsSync(outbox) ? readdirSync(outbox).map((name) => join(outbox, name)) : [];
  const files = [...presentIn(path, filesOf('keyward.lock')), ...ownFilesIn(path)].map((name) => join(path, name));
  try {
    for (const file of [...files, ...mails]) chmodSync(file, 0o600);
    if (existsSync(outbox)) chmodSync(outbox, 0o700);
  } catch (error) {
    throw new StartRefused(
      `DATA_DIR: files in ${path} belong to another user, so they cannot be kept from others. Give them to the user that runs Keyward (chown -R).`,
      { cause: error },
    );
  }
}

const DAMAGED_SECRET: Readonly<Record<Secret, string>> = {
  pepper: 'Without it no key works, so nothing was changed: put it back, or restore a backup (npm run ops -- restore).',
  'jwt-secret': 'Move it away: the next start makes a new one, and user tokens that were signed with it end.',
};

function readOrCreateSecret(path: string, name: Secret): string {
  const file = join(path, name);
  if (lstatSync(file, { throwIfNoEntry: false }) === undefined) {
    writeFileSync(`${file}.new`, randomBytes(SECRET_BYTES).toString('base64'), { mode: 0o600, flush: true });
    renameSync(`${file}.new`, file); // a crash in between leaves no half-written secret
  }
  const fault = (what: string) => new DataFault(`DATA_DIR: ${file} ${what}. ${DAMAGED_SECRET[name]}`);
  let secret: string;
  try {
    secret = readFileSync(file, 'utf8').trim();
  } catch (error) {
    throw fault(`cannot be read (${reasonOf(error)})`);
  }
  const bytes = Buffer.from(secret, 'base64');
  if (bytes.length !== SECRET_BYTES || bytes.toString('base64') !== secret)
    throw fault(secret === '' ? 'is empty' : 'is damaged: it is not 32 bytes of base64');
  return secret;
}
