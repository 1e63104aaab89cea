import { createReadStream, existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { commitsIn, type EventHistory, type EventStore, type PastCommit } from '#event-store';
import { MongoEventStore } from '#event-store/adapters/mongo';
import { type MongoConnection } from '#mongo';
import { type DataFolder, databasesIn, openDataFolder, openEvents, requireKnownSchemas } from '#profiles/embedded';
import { type CommandContext, type CommandResult } from '../command.js';
import { OpsFailure } from '../usage.js';
import { PeppersNeeded, WhatWasCarried } from './carried-history.js';

const BATCH = 1000;

type Target = Pick<EventStore, 'streamsSince'> & Pick<EventHistory, 'addPast'>;

export async function importToServices(
  mongo: MongoConnection,
  file: string,
  context: CommandContext,
): Promise<CommandResult> {
  const outcome = await importFrom(file, await MongoEventStore.open(mongo), context);
  return {
    ...outcome,
    lines: [
      ...outcome.lines,
      'key-command publishes it at its start: until keyward_unpublished_commits is 0, keys are unknown.',
    ],
  };
}

export async function importToFolder(dataDir: string, file: string, context: CommandContext): Promise<CommandResult> {
  const folder = openDataFolder(dataDir);
  try {
    requireKnownSchemas(folder.path);
    const present = databasesIn(folder.path);
    if (present.length > 0 && !present.includes('events.db'))
      throw new OpsFailure(
        `${folder.path} holds what was derived from another history: ${present.join(', ')}. Nothing was imported. Name a folder that holds no database.`,
      );
    return await importToEvents(folder, file, context);
  } finally {
    folder.release();
  }
}

async function importToEvents(
  { databases: { eventsDb } }: DataFolder,
  file: string,
  context: CommandContext,
): Promise<CommandResult> {
  const { store, log, database } = openEvents(eventsDb);
  try {
    return await importFrom(file, store, context);
  } finally {
    await log.close();
    await store.close();
    database.close();
  }
}

/** The file is read to its end before anything is written. */
async function importFrom(file: string, target: Target, context: CommandContext): Promise<CommandResult> {
  const path = resolve(file);
  if (!existsSync(path)) throw new OpsFailure(`${path} is not there. Name a file that “ops export” wrote.`);
  if ((await target.streamsSince(new Date(0), null, 1)).length > 0)
    throw new OpsFailure(
      'The event store holds a history already. Nothing was imported. Name a store that holds nothing; one of an import that was broken off is emptied first.',
    );
  const peppers = new PeppersNeeded();
  for await (const commit of commitsOf(path)) peppers.add(commit);
  const carried = new WhatWasCarried(context);
  let batch: PastCommit[] = [];
  const write = async (): Promise<void> => {
    await target.addPast(batch.map((commit) => ({ ...commit, position: null })));
    batch = [];
  };
  for await (const commit of commitsOf(path)) {
    carried.add(commit);
    if (batch.push(commit) === BATCH) await write();
  }
  await write();
  return {
    json: { file: path, ...carried.json(), peppers: peppers.ids() },
    lines: [`Imported: ${carried.text()}.`, ...peppers.lines()],
  };
}

function commitsOf(path: string): AsyncGenerator<PastCommit, unknown> {
  return commitsIn(createInterface({ input: createReadStream(path), crlfDelay: Infinity }));
}
