import { randomBytes } from 'node:crypto';
import { connectMongo, type MongoConnection } from '#mongo';
import { z } from 'zod';
import { sharedEngines } from '../engines/index.js';

/** A database that nobody else uses, on the server that all tests share. */
export class MongoDatabase {
  private readonly connections: MongoConnection[] = [];

  private constructor(readonly url: string) {}

  static fresh(): MongoDatabase {
    const url = new URL(sharedEngines().mongoUrl);
    url.pathname = `/keyward-test-${randomBytes(6).toString('hex')}`;
    return new MongoDatabase(url.href);
  }

  /** A connection of its own, as another process makes it. */
  async connect(): Promise<MongoConnection> {
    const connection = await connectMongo(this.url, { monitorCommands: true });
    this.connections.push(connection);
    return connection;
  }

  async destroy(): Promise<void> {
    await (await this.connect()).dropDatabase();
    await Promise.all(this.connections.map((connection) => connection.close()));
  }
}

/** What a store's contract opens: a database of its own, with a connection of its own for each `connect`. */
export function mongoUnderTest<Store>(
  open: (connection: MongoConnection) => Promise<Store>,
): () => Promise<{ connect(): Promise<Store>; destroy(): Promise<void> }> {
  return () => {
    const database = MongoDatabase.fresh();
    return Promise.resolve({
      connect: async () => open(await database.connect()),
      destroy: () => database.destroy(),
    });
  };
}

const command = z.looseObject({
  insert: z.string().optional(),
  find: z.string().optional(),
  filter: z.record(z.string(), z.unknown()).optional(),
  aggregate: z.string().optional(),
  update: z.string().optional(),
  updates: z.array(z.looseObject({ q: z.looseObject({ _id: z.unknown() }) })).optional(),
});
export type MongoCommand = z.infer<typeof command>;

export function isWrite(command: MongoCommand): boolean {
  return ['insert', 'update', 'delete'].some((name) => name in command);
}

/** The commands that `work` sends over `connection`, in order. */
export async function commandsOf(
  connection: MongoConnection,
  work: () => Promise<unknown>,
): Promise<readonly MongoCommand[]> {
  const commands: MongoCommand[] = [];
  const listener = (event: { readonly command: unknown }): void => {
    commands.push(command.parse(event.command));
  };
  const client = connection.getClient();
  client.on('commandStarted', listener);
  try {
    await work();
  } finally {
    client.off('commandStarted', listener);
  }
  return commands;
}

/**
 * How the server finds the documents of every query and update that `work` sends: `"<collection>: <index>"`, or `scan`.
 * Updates are by `_id` everywhere: what else their filter says only judges that one document. Of a find by nothing but
 * ranges only the first one is explained: not every server that the tests run on says which index it takes for several.
 */
export async function indexesOf(connection: MongoConnection, work: () => Promise<unknown>): Promise<readonly string[]> {
  const commands = await commandsOf(connection, work);
  const used = await Promise.all(
    commands.flatMap(asQueries).map(async ({ collection, query }) => {
      const plan: unknown = await connection.db?.command({ explain: query, verbosity: 'queryPlanner' });
      return `${collection}: ${[...new Set(indexesIn(plan))].join(' + ') || 'scan'}`;
    }),
  );
  return [...new Set(used)];
}

function asQueries({
  find,
  filter = {},
  aggregate,
  update,
  updates = [],
  ...rest
}: MongoCommand): readonly { readonly collection: string; readonly query: object }[] {
  const plain = Object.fromEntries(
    Object.entries(rest).filter(([name]) => !['lsid', '$db', '$clusterTime', 'readConcern'].includes(name)),
  );
  if (find !== undefined) return [{ collection: find, query: { find, ...plain, filter: firstOfRanges(filter) } }];
  if (aggregate !== undefined) return [{ collection: aggregate, query: { aggregate, ...plain } }];
  if (update !== undefined)
    return updates.map(({ q: { _id } }) => ({ collection: update, query: { find: update, filter: { _id } } }));
  return [];
}

function firstOfRanges(filter: Readonly<Record<string, unknown>>): object {
  const fields = Object.entries(filter);
  const isRange = ([, condition]: readonly [string, unknown]): boolean =>
    typeof condition === 'object' &&
    condition !== null &&
    Object.keys(condition).every((operator) => operator.startsWith('$'));
  return Object.fromEntries(fields.every(isRange) ? fields.slice(0, 1) : fields);
}

/** The names of the indexes of the plan that won; an explanation's form differs between servers and stages. */
function indexesIn(explanation: unknown): readonly string[] {
  if (Array.isArray(explanation)) return explanation.flatMap(indexesIn);
  if (typeof explanation !== 'object' || explanation === null) return [];
  return Object.entries(explanation).flatMap(([name, value]: [string, unknown]): readonly string[] => {
    if (name === 'indexName' && typeof value === 'string') return [value];
    if (name === 'stage' && (value === 'IDHACK' || value === 'EXPRESS_IXSCAN')) return ['_id_'];
    return name === 'rejectedPlans' || name === 'command' ? [] : indexesIn(value);
  });
}
