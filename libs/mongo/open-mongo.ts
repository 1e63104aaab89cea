import { setTimeout as pause } from 'node:timers/promises';
import mongoose from 'mongoose';
import { type Logger, type MongoEnv, StartRefused } from '#service-kit';
import { connectMongo, type MongoConnection } from './connect-mongo.js';

const PATIENCE_MS = 60_000;
const AGAIN_MS = 1000;

/**
 * A service's connection to its database, which may still be starting.
 * @throws StartRefused when no primary answers within a minute, or `MONGO_URL` is refused.
 */
export async function openMongo({ MONGO_URL }: MongoEnv, appName: string, logger: Logger): Promise<MongoConnection> {
  const deadline = performance.now() + PATIENCE_MS;
  for (;;) {
    try {
      return await connectMongo(MONGO_URL, { appName });
    } catch (error) {
      const mayCome = error instanceof mongoose.Error.MongooseServerSelectionError;
      if (!mayCome || performance.now() > deadline) throw new StartRefused(`MONGO_URL: MongoDB cannot be used: ${error instanceof Error ? error.message : 'unknown error'}`, { cause: error });
      logger.warn({ err: error }, 'MongoDB does not answer yet; trying again');
      await pause(AGAIN_MS);
    }
  }
}
