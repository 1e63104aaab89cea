import mongoose, { type Connection } from 'mongoose';

export type MongoConnection = Connection;

export interface MongoConnectOptions {
  /** How the server's own logs and `currentOp` name this process. */
  readonly appName?: string;
  /** Emits `commandStarted` on the connection's client, for tests. */
  readonly monitorCommands?: boolean;
}

/**
 * A connection of its own to the database that `url` names; the caller closes it after the stores that use it. Whatever
 * `url` says, writes are acknowledged by the majority and journaled, and reads go to the primary and see only what a
 * majority holds: a fail-over undoes nothing that was written or read. Nothing waits for ever: what the server does not
 * answer fails within half a minute.
 * @throws Error when `url` is no connection string (it is not repeated: it may hold a password), or no primary answers.
 */
export async function connectMongo(
  url: string,
  { appName = 'keyward', monitorCommands = false }: MongoConnectOptions = {},
): Promise<MongoConnection> {
  const connection = mongoose.createConnection();
  const opened = connection.openUri(url, {
    appName,
    monitorCommands,
    w: 'majority',
    journal: true,
    readConcernLevel: 'majority',
    readPreference: 'primary', // one by one: the address names them so, and would win over an object
    serverSelectionTimeoutMS: 5000,
    connectTimeoutMS: 5000,
    socketTimeoutMS: 30_000,
    bufferCommands: false,
    autoIndex: false,
    autoCreate: false,
  });
  const failure: unknown = await opened.then(
    () => null,
    (error: unknown) => error,
  );
  if (failure === null) return connection;
  await connection.close();
  if (
    failure instanceof mongoose.Error.MongooseServerSelectionError ||
    failure instanceof mongoose.mongo.MongoServerError
  )
    throw failure;
  // the driver's own message repeats it
  throw new Error('not a usable MongoDB connection string; expected mongodb://host:port/database');
}
