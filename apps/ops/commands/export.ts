import { closeSync, existsSync, fsyncSync, openSync, renameSync, rmSync, writeSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { historyLines, type PastCommit } from '#event-store';
import { MongoEventStore } from '#event-store/adapters/mongo';
import { SqliteEventStore } from '#event-store/adapters/sqlite';
import { type MongoConnection } from '#mongo';
import { requireKnownSchemas } from '#profiles/embedded';
import { type CommandContext, type CommandResult } from '../command.js';
import { OpsFailure } from '../usage.js';
import { PeppersNeeded, WhatWasCarried } from './carried-history.js';

export async function exportOfServices(
  mongo: MongoConnection,
  file: string,
  context: CommandContext,
): Promise<CommandResult> {
  return exportTo(file, (await MongoEventStore.open(mongo)).commits(), context);
}

export async function exportOfFolder(dataDir: string, file: string, context: CommandContext): Promise<CommandResult> {
  const events = join(dataDir, 'events.db');
  if (!existsSync(events)) throw new OpsFailure(`DATA_DIR: ${events} is not there: this is no data folder of Keyward.`);
  requireKnownSchemas(resolve(dataDir));
  return exportTo(file, SqliteEventStore.commitsIn(events), context);
}

/** The file has its name when it is whole. */
async function exportTo(
  file: string,
  commits: AsyncIterable<PastCommit>,
  context: CommandContext,
): Promise<CommandResult> {
  const path = resolve(file);
  if (existsSync(path)) throw new OpsFailure(`${path} is there already. Name a file that is not.`);
  const unfinished = `${path}.unfinished`;
  const carried = new WhatWasCarried(context);
  const peppers = new PeppersNeeded();
  const counted = async function* (): AsyncGenerator<PastCommit> {
    for await (const commit of commits) {
      carried.add(commit);
      peppers.add(commit);
      yield commit;
    }
  };
  const descriptor = openNew(unfinished);
  try {
    for await (const line of historyLines(counted(), new Date())) writeSync(descriptor, `${line}\n`);
    fsyncSync(descriptor);
  } catch (error) {
    rmSync(unfinished);
    throw error;
  } finally {
    closeSync(descriptor);
  }
  renameSync(unfinished, path);
  return {
    json: { file: path, ...carried.json(), peppers: peppers.ids() },
    lines: [
      `${path}: ${carried.text()}.`,
      ...peppers.lines(),
      'It holds no secret of a key, only digests; but names, people and reasons. Not in it: counts of use, mail addresses, which reminders were sent.',
    ],
  };
}

function openNew(file: string): number {
  try {
    return openSync(file, 'wx', 0o600);
  } catch (error) {
    throw new OpsFailure(`${file} cannot be made: ${error instanceof Error ? error.message : 'unknown error'}.`, {
      cause: error,
    });
  }
}
