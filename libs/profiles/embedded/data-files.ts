import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { StartRefused } from '#env';

/** What a file of it is derived from comes behind it: in this order a copy never holds one that is ahead of another. */
export const DATABASES = ['derived.db', 'activity.db', 'reminders.db', 'events.db'] as const;
export const SECRETS = ['pepper', 'jwt-secret'] as const;
export type DataFile = (typeof DATABASES)[number] | (typeof SECRETS)[number];

/** A data folder, or a backup of one, cannot be used as it is; the message says which file, and what to do. */
export class DataFault extends StartRefused {
  override readonly name = 'DataFault';
}

/** The names in `folder` that belong to a stopped Keyward, with what SQLite keeps beside its databases. */
export function ownFilesIn(folder: string): readonly string[] {
  return [...SECRETS, ...DATABASES.flatMap((name) => [name, `${name}-wal`, `${name}-shm`, `${name}-journal`])].filter(
    (name) => existsSync(join(folder, name)),
  );
}

/** What SQLite or the system says is wrong. */
export function reasonOf(error: unknown): string {
  return typeof error === 'object' && error !== null && 'message' in error ? String(error.message) : 'unknown error';
}
