import { z } from 'zod';
import { StartRefused } from '#env';
import { type MongoConnection } from './connect-mongo.js';
import { upserting } from './upserting.js';

/**
 * Which schema Keyward's databases have. A change that a version from before it must not work on takes the next number:
 * that version then refuses to start on them. While versions run side by side, the older one must not need a restart.
 */
export const MONGO_SCHEMA = 1;
const ID = 'schema';
const stored = z.object({ version: z.int() }).nullable();

/** Requires that no newer version has used the database. Changes nothing. @throws StartRefused */
export async function requireKnownSchema(connection: MongoConnection): Promise<void> {
  const found = stored.parse(await collectionOf(connection).findOne({ _id: ID }))?.version ?? 0;
  if (found > MONGO_SCHEMA)
    throw new StartRefused(
      `MONGO_URL: the database ${connection.name} was used by a newer version of Keyward: it has schema ${String(found)}, this version knows ${String(MONGO_SCHEMA)}. Nothing was changed. Start that version again, or restore a backup of the database from before it.`,
    );
}

/** The same, and writes down which schema the database has from now on. @throws StartRefused */
export async function claimSchema(connection: MongoConnection): Promise<void> {
  await requireKnownSchema(connection);
  await upserting(1, () =>
    collectionOf(connection).updateOne({ _id: ID }, { $max: { version: MONGO_SCHEMA } }, { upsert: true }),
  );
}

function collectionOf(connection: MongoConnection) {
  return connection.collection<{ readonly _id: string; readonly version: number }>('schema');
}
