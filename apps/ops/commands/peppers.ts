import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { type MongoConnection } from '#mongo';
import { requireKnownSchemas } from '#profiles/embedded';
import { liveCredentialsByPepper } from '#verification';
import { MongoGenerations, MongoVerificationStore } from '#verification/adapters/mongo';
import { SqliteVerificationStore } from '#verification/adapters/sqlite';
import { type CommandResult } from '../command.js';
import { table } from '../table.js';
import { OpsFailure } from '../usage.js';

type Documents = Parameters<typeof liveCredentialsByPepper>[0];

export async function peppersOfServices(mongo: MongoConnection): Promise<CommandResult> {
  const generation = await new MongoGenerations(mongo).live();
  return peppersIn((await MongoVerificationStore.open(mongo, { generation })).documents());
}

export async function peppersOfFolder(dataDir: string): Promise<CommandResult> {
  const derived = join(dataDir, 'derived.db');
  if (!existsSync(derived))
    throw new OpsFailure(`DATA_DIR: ${derived} is not there. Start Keyward on that folder once: it rebuilds the file.`);
  requireKnownSchemas(resolve(dataDir));
  return peppersIn(SqliteVerificationStore.documentsIn(derived));
}

async function peppersIn(documents: Documents): Promise<CommandResult> {
  const counts = await liveCredentialsByPepper(documents, new Date());
  const rows = [...counts].map(([id, credentials]) => [id, String(credentials)]);
  return {
    json: { peppers: [...counts].map(([pepperId, credentials]) => ({ pepperId, credentials })) },
    lines: [
      ...(rows.length === 0 ? ['No credential works.'] : table(['pepper', 'live credentials'], rows)),
      'A pepper that is not listed is needed by nothing any more, and can be taken out of KEY_PEPPERS.',
    ],
  };
}
