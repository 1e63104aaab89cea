import mongoose from 'mongoose';
import { retry } from '#async';
import { StartRefused } from '#env';
import { type ProcessParts } from '#process';
import { type MongoEnv } from './mongo-env.js';
import { connectMongo, type MongoConnection } from './connect-mongo.js';
import { claimSchema } from './schema-mark.js';
import { watchMongo } from './watch-mongo.js';

const PATIENCE_MS = 60_000;
const AGAIN_MS = 1000;

/**
 * A service's connection to its database, which may still be starting.
 * @throws StartRefused when no primary answers within a minute, `MONGO_URL` is refused, or a newer version of Keyward has
 * used the database.
 */
export async function openMongo(
  { MONGO_URL }: MongoEnv,
  appName: string,
  { logger, metrics }: Pick<ProcessParts, 'logger' | 'metrics'>,
): Promise<MongoConnection> {
  const connection = await connectPatiently(MONGO_URL, appName, logger);
  watchMongo(metrics, connection);
  try {
    await claimSchema(connection);
  } catch (error) {
    await connection.close();
    throw error;
  }
  return connection;
}

async function connectPatiently(
  url: string,
  appName: string,
  logger: ProcessParts['logger'],
): Promise<MongoConnection> {
  try {
    return await retry(() => connectMongo(url, { appName }), {
      backOff: { firstMs: AGAIN_MS, capMs: AGAIN_MS },
      giveUpMs: PATIENCE_MS,
      isRetryable: (error) => error instanceof mongoose.Error.MongooseServerSelectionError,
      onRetry: (error) => {
        logger.warn({ err: error }, 'MongoDB does not answer yet; trying again');
      },
    });
  } catch (error) {
    throw new StartRefused(
      `MONGO_URL: MongoDB cannot be used: ${error instanceof Error ? error.message : 'unknown error'}`,
      { cause: error },
    );
  }
}
