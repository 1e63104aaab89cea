import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { StartRefused } from '#env';

/** What a file of it is derived from comes behind it: in this order a copy never holds one that is ahead of another. */
export const DATABASES = ['derived.db', 'activity.db', 'reminders.db', 'events.db'] as const;
export const SECRETS = ['pepper', 'jwt-secret'] as const;
export type Database = (typeof DATABASES)[number];
export type Secret = (typeof SECRETS)[number];
export type DataFile = Database | Secret;

/** A data folder, or a backup of one, cannot be used as it is; the message says which file, and what to do. */
export class DataFault extends StartRefused {
  override readonly name = 'DataFault';
}

/** The name of a database, and of what SQLite keeps beside it. */
export function filesOf(name: string): readonly string[] {
  return [name, `${name}-wal`, `${name}-shm`, `${name}-journal`];
}

/** Those of `names` that are in `folder`. */
export function presentIn<Name extends string>(folder: string, names: readonly Name[]): readonly Name[] {
  return names.filter((name) => existsSync(join(folder, name)));
}

export function databasesIn(folder: string): readonly Database[] {
  return presentIn(folder, DATABASES);
}

/** The names in `folder` that belong to a stopped Keyward. */
export function ownFilesIn(folder: string): readonly string[] {
  return presentIn(folder, [...SECRETS, ...DATABASES.flatMap(filesOf)]);
}

/** What SQLite or the system says is wrong. */
export function reasonOf(error: unknown): string {
  return typeof error === 'object' && error !== null && 'message' in error ? String(error.message) : 'unknown error';
}
